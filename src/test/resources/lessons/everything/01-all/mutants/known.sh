# fails: known
false
