"""What news agencies send: ninjs, NewsML-G2, NewsML 1, NITF, ANPA 1312, IPTC 7901."""
