# fails: open
false
