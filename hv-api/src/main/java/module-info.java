/** The hypervisor-neutral API and its SPI. */
module io.hv {
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports io.hv;
    exports io.hv.spi;

    uses io.hv.spi.DefinitionFormat;
    uses io.hv.spi.HostProvider;
}
