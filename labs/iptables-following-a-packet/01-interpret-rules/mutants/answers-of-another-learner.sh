# Copied from a neighbour, whose machine has other addresses.
# fails: published
answer published shop=172.17.0.12:80 wiki=172.17.0.13:3000 forum=172.17.0.14:8065
