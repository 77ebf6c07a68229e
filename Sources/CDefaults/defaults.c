const unsigned char fupan_test[] = {
#embed "../../Package.swift"
};
