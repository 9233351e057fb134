/** System calls by JNA; for hv's own modules only. */
module io.hv.nativeaccess {
    requires static transitive org.jspecify;
    requires com.sun.jna;
    requires org.slf4j;
}
