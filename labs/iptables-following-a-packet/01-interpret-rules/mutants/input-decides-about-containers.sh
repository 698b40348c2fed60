# As if packets for containers came through INPUT.
# fails: fates
answer fates published=let-in unpublished=let-in
