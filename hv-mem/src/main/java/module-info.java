/** {@code mem:///}: a host in memory, for unit tests. */
module io.hv.mem {
    requires static transitive org.jspecify;
    requires transitive io.hv;
    requires io.hv.backend;

    exports io.hv.mem;

    provides io.hv.spi.HostProvider with
            io.hv.mem.MemHostProvider;
}
