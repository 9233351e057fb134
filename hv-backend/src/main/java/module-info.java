/** What every backend shares, third parties' too. */
module io.hv.backend {
    requires static transitive org.jspecify;
    requires transitive io.hv;
    requires org.slf4j;
    requires com.fasterxml.jackson.core;

    exports io.hv.backend;
    exports io.hv.backend.agent;
}
