/** System calls by JNA. Its package is for hv's own modules: it may change in any release. */
module io.hv.nativeaccess {
    requires static transitive org.jspecify;
    requires com.sun.jna;

    exports io.hv.nativeaccess;
}
