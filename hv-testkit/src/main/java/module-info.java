/** Contract tests that every backend must pass, the conditions under which they can run, and Linux guests for tests. */
module io.hv.testkit {
    requires static transitive org.jspecify;
    requires transitive io.hv;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires transitive org.junit.platform.suite.api;
    requires io.hv.guests;

    exports io.hv.testkit.contract;
    exports io.hv.testkit.guest;
    exports io.hv.testkit.junit;
    exports io.hv.testkit.requires;
}
