/** Small guests: their sources and their bytes. */
module io.hv.guests {
    requires static transitive org.jspecify;

    exports io.hv.guests;
}
