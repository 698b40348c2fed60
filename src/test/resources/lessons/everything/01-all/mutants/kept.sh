# fails: kept
false
