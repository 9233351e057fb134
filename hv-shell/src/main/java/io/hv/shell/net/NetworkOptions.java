package io.hv.shell.net;

import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.NicSpec;
import io.hv.StartFlag;
import io.hv.TransientDomain;
import io.hv.kvm.net.LinkFaults;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The network cards of {@code hv run}. */
public final class NetworkOptions {

    @Option(
            names = "--net",
            paramLabel = "NETWORK",
            converter = NetText.class,
            description = "A network card: none, user (the guest reaches what this process reaches, by passt), or "
                    + "NAME[,address=ADDRESS/PREFIX[,mode=MODE]], a network of the host's. In a host inside this process "
                    + "one that is not there is made for the machine: isolated, and with an address, this process answers "
                    + "there and hands out addresses. MODE is isolated, nat or routed; the latter two pass packets on and "
                    + "want root and nft. May be repeated.")
    private List<NetText.Wanted> wanted = List.of();

    @Option(
            names = "--capture",
            paramLabel = "FILE",
            description = "Write what all on the network of --net NAME send to this file (pcapng). Only on kvm:///.")
    private @Nullable Path capture;

    @Option(
            names = "--faults",
            paramLabel = "FAULTS",
            converter = FaultsText.class,
            description =
                    "What is wrong with the cable of --net NAME, such as loss=20%%,delay=5ms,seed=1; hv net faults "
                            + "--help has the keys. Only on kvm:///.")
    private @Nullable LinkFaults faults;

    /** For picocli. */
    public NetworkOptions() {}

    /**
     * The machine with its cards.
     *
     * @param misuse makes the exception for options that do not go together
     */
    public DomainSpec on(DomainSpec spec, Function<String, ? extends RuntimeException> misuse) {
        boolean none = wanted.stream().anyMatch(NetText.Wanted::isNone);
        if (none && wanted.size() > 1) {
            throw misuse.apply("--net none goes with no other card");
        }
        long named = wanted.stream().filter(NetText.Wanted::isNamed).count();
        if (named != 1 && (capture != null || faults != null)) {
            throw misuse.apply((capture != null ? "--capture" : "--faults") + " goes with one --net NAME");
        }
        List<NicSpec> nics = wanted.stream()
                .filter(each -> !each.isNone())
                .map(NetText.Wanted::nic)
                .toList();
        return nics.isEmpty() ? spec : spec.edit(builder -> builder.nics(nics));
    }

    /**
     * Makes the networks that are not there, and begins the capture.
     *
     * @return what is to be closed when the machine has ended
     */
    public RunNetworks begin(Host host) {
        return RunNetworks.begin(
                host, wanted.stream().filter(NetText.Wanted::isNamed).toList(), capture);
    }

    /** Creates the machine, whose cable is as it is to be before its first frame. */
    public TransientDomain create(Host host, DomainSpec spec) {
        if (faults == null) {
            return host.create(spec);
        }
        TransientDomain domain = host.create(spec, StartFlag.PAUSED);
        try {
            breakCable(domain);
            domain.resume();
            return domain;
        } catch (RuntimeException | Error e) {
            // What fails as it is closed is beneath the reason.
            try (domain) {
                throw e;
            }
        }
    }

    /** The cable as it is to be, of a machine that stands still. */
    public void breakCable(TransientDomain domain) {
        if (faults != null) {
            LinkFaults wrong = faults;
            Cable.of(domain).forEach(cable -> cable.port().faults(wrong));
        }
    }
}
