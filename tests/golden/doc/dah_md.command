doc pathways/dah --format md
