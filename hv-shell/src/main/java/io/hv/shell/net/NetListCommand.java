package io.hv.shell.net;

import io.hv.Domain;
import io.hv.Host;
import io.hv.MacAddress;
import io.hv.Network;
import io.hv.NicSpec;
import io.hv.kvm.KvmNetwork;
import io.hv.kvm.net.NetworkPort;
import io.hv.kvm.net.PortStatistics;
import io.hv.shell.DomainCommand;
import io.hv.shell.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hv net list}. */
@Command(
        name = "list",
        description = "List a machine's network cards; without a machine, the networks of a host.",
        footer =
                "Of cards on networks of kvm:/// it tells the addresses that they have by DHCP, the bytes that they have sent "
                        + "and received, and the frames that faults of the cable have lost.")
public final class NetListCommand extends DomainCommand {

    private static final String NOTHING = "-";

    @Parameters(index = "0", arity = "0..1", paramLabel = "MACHINE", description = WHAT)
    private String machine = "";

    /** For picocli. */
    public NetListCommand() {}

    @Override
    public Integer call() {
        return machine.isEmpty() ? networks() : super.call();
    }

    private int networks() {
        try (Host opened = open()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("NAME", "STATE", "UUID"));
            for (Network network : opened.networks()) {
                rows.add(List.of(
                        network.name(),
                        network.isActive() ? "active" : "inactive",
                        network.uuid().toString()));
            }
            Table.print(out(), rows);
            return OK;
        }
    }

    @Override
    protected String machine() {
        return machine;
    }

    @Override
    protected int on(Domain domain) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("MAC", "NETWORK", "LINK", "ADDRESSES", "SENT", "RECEIVED", "LOST"));
        for (NicSpec nic : domain.spec().nics()) {
            String mac = nic.mac().map(MacAddress::toString).orElse(NOTHING);
            String network = nic.network().orElse("user");
            rows.add(cable(domain, nic)
                    .map(cable -> row(cable, mac, network))
                    .orElseGet(() -> List.of(mac, network, link(nic.isLinkUp()), NOTHING, NOTHING, NOTHING, NOTHING)));
        }
        Table.print(out(), rows);
        return OK;
    }

    /** Nothing in user mode, on other hosts' networks, and of a machine that is off. */
    private static Optional<Cable> cable(Domain domain, NicSpec nic) {
        if (!domain.host().backend().equals("kvm") || !domain.state().isActive()) {
            return Optional.empty();
        }
        return Cable.of(domain).stream()
                .filter(each -> nic.mac().filter(each.mac()::equals).isPresent())
                .findFirst();
    }

    private static List<String> row(Cable cable, String mac, String network) {
        NetworkPort port = cable.port();
        PortStatistics passed = port.statistics();
        return List.of(
                mac,
                network,
                link(port.isUp()),
                addresses(cable.network(), cable.mac()),
                Long.toString(passed.sentBytes()),
                Long.toString(passed.receivedBytes()),
                Long.toString(passed.lost()));
    }

    private static String addresses(KvmNetwork network, MacAddress mac) {
        String all = network.leases().stream()
                .filter(lease -> lease.mac().equals(mac))
                .map(lease -> lease.address().toString())
                .collect(Collectors.joining(","));
        return all.isEmpty() ? NOTHING : all;
    }

    private static String link(boolean up) {
        return up ? "up" : "down";
    }
}
