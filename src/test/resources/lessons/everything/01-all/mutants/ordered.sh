# fails: ordered
false
