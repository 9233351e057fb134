/** What every backend shares, third parties' too. */
module io.hv.backend {
    requires static transitive org.jspecify;
    requires transitive io.hv;
    requires org.slf4j;

    exports io.hv.backend;
}
