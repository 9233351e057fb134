package io.hv.kvm.backend;

import io.hv.BackendOptions;
import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.NicSpec;
import io.hv.TransientDomain;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.net.PortForward;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;

/** What {@link ForwardedMachinesTest} runs in a network namespace: machines whose ports are forwarded. */
final class ForwardedMachines {

    static final KvmOptions WANTED = KvmOptions.defaults()
            .forward(PortForward.tcp(0, 80))
            .forward(PortForward.udp(0, 53))
            .forward(PortForward.tcp(0, 80));

    private ForwardedMachines() {}

    static DomainSpec spec(String name, BackendOptions options) {
        return DebuggedGuest.spec(name, DebuggedGuest.SPINS, 1)
                .edit(spec -> spec.nic(NicSpec.userMode()).nic(NicSpec.userMode()))
                .with(options);
    }

    public static void main(String[] args) throws IOException {
        try (Host host = Host.open(OwnRoot.URI)) {
            PortForward first;
            KvmDomain view;
            try (TransientDomain web = host.create(spec("web", WANTED))) {
                view = web.as(KvmDomain.class);
                List<PortForward> forwards = view.forwards();
                say("web " + forwards);
                first = forwards.get(0);
                say("open " + isOpen(first));
                taken(host, first);
                try (Clones clones = web.cloneAs(CloneSpec.live().count(2)).await(Saves.PATIENCE)) {
                    clones.domains()
                            .forEach(clone ->
                                    say("clone " + clone.as(KvmDomain.class).forwards()));
                    say("reset "
                            + clones.report().reset().stream()
                                    .filter(item -> item.what().startsWith("forward:"))
                                    .map(item -> item.what())
                                    .toList());
                }
                say("web " + view.forwards());
            }
            say("over " + view.forwards() + " " + isOpen(first));
            say("processes " + ProcessHandle.current().children().count());
            try (TransientDomain again =
                    host.create(spec("again", KvmOptions.defaults().forward(first)))) {
                say("again " + again.as(KvmDomain.class).forwards());
                savedClone(host, again, Path.of(args[0], "clone.hv"));
                say("ready");
                // Until it is killed.
                int unused = System.in.read();
            }
        }
    }

    /** A clone is saved, and goes on beside its original. */
    private static void savedClone(Host host, TransientDomain original, Path file) {
        TransientDomain clone = original.fork();
        say("asks " + asked(clone));
        Saves.save(clone, file);
        Domain restored = Saves.restore(host, file);
        say("asks " + asked(restored));
        say("restored " + restored.as(KvmDomain.class).forwards());
        restored.destroy();
    }

    private static List<PortForward> asked(Domain domain) {
        return domain.spec().options(KvmOptions.class).orElseThrow().forwards();
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static boolean isOpen(PortForward forward) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), forward.hostPort())) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }

    private static void taken(Host host, PortForward forward) {
        try (TransientDomain second =
                host.create(spec("second", KvmOptions.defaults().forward(forward)))) {
            say("both " + second.name());
        } catch (HostFailureException e) {
            say("taken " + e.getMessage() + " -> " + e.remedy());
            say("domains " + host.domains().size());
        }
    }
}
