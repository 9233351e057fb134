/** Contract tests that every backend must pass, and the conditions under which they can run. */
module io.hv.testkit {
    requires static transitive org.jspecify;
    requires transitive io.hv;
    requires transitive org.junit.jupiter.api;
    requires io.hv.guests;

    exports io.hv.testkit.requires;
}
