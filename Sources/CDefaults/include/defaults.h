extern const unsigned char fupan_test[];
