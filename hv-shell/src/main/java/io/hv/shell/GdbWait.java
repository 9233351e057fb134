package io.hv.shell;

import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.StartFlag;
import io.hv.TransientDomain;
import io.hv.kvm.GdbServer;
import io.hv.kvm.KvmDomain;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A machine that waits for gdb, {@code hv run --gdb}. */
final class GdbWait {

    private GdbWait() {}

    /**
     * Creates a machine that stands still at its first instruction until gdb lets it go on, and says what to tell gdb.
     *
     * @param port 0 for any
     * @throws io.hv.UnsupportedFeatureException if the host is not kvm:///
     */
    static TransientDomain create(Host host, DomainSpec spec, int port, PrintWriter err) {
        KvmOnly.require(host, "a debugger", "gdb", "only hv's own monitor has a stub for gdb");
        TransientDomain domain = host.create(spec, StartFlag.PAUSED);
        try {
            // It listens as long as the machine lasts.
            GdbServer server =
                    domain.as(KvmDomain.class).gdb(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            int listens = ((InetSocketAddress) server.address()).getPort();
            err.println("hv: '" + spec.name() + "' waits for gdb: target remote :" + listens);
            err.flush();
            return domain;
        } catch (RuntimeException | Error e) {
            domain.close();
            throw e;
        }
    }
}
