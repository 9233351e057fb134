/** The hypervisor-neutral API and its SPI. */
module io.hv {
    requires static transitive org.jspecify;
    requires org.slf4j;
}
