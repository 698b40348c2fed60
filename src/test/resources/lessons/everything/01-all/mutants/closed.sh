# fails: closed
false
