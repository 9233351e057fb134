/** The virtual machine monitor on /dev/kvm, inside the JVM. */
module io.hv.kvm {
    requires static transitive org.jspecify;
    requires transitive io.hv;
    requires io.hv.backend;
    requires io.hv.guests;
    requires io.hv.image;
    requires io.hv.nativeaccess;
    requires org.slf4j;
    requires static jdk.jfr;

    exports io.hv.kvm;
    exports io.hv.kvm.device;
    exports io.hv.kvm.net;

    provides io.hv.spi.HostProvider with
            io.hv.kvm.backend.KvmHostProvider;
}
