doc pathways/dah --format html
