package io.hv.xml.domain;

import io.hv.xml.XmlException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where an interface's {@code type} and {@code <source>} together say what it is connected to. */
final class InterfaceSourceValue extends SourceValue<InterfaceSource> {

    private static final Set<String> TCP = Set.of("@address", "@port");

    private static final Kinds KINDS = new Kinds(Map.ofEntries(
            Map.entry(
                    "network",
                    Set.of("@network", "@portgroup", "@portid", "@bridge", "@macTableManager", "@dev", "@mode")),
            Map.entry("bridge", Set.of("@bridge", "@macTableManager")),
            Map.entry("direct", Set.of("@dev", "@mode")),
            Map.entry("user", Set.of("@dev")),
            Map.entry("ethernet", Set.of("ip", "route")),
            Map.entry("hostdev", Set.of("address", "vendor", "product")),
            Map.entry("vhostuser", Set.of("@type", "@path", "@mode", "reconnect")),
            Map.entry("internal", Set.of("@name")),
            Map.entry("mcast", TCP),
            Map.entry("server", TCP),
            Map.entry("client", TCP),
            Map.entry("udp", Set.of("@address", "@port", "local")),
            Map.entry("vdpa", Set.of("@dev")),
            Map.entry("null", Set.of()),
            Map.entry("vds", Set.of("@switchid", "@portid", "@portgroupid", "@connectionid"))));

    private final InterfaceSourceElement element;

    InterfaceSourceValue(Place device) {
        super(device, KINDS);
        this.element = new InterfaceSourceElement(source);
    }

    @Override
    @Nullable
    InterfaceSource read() {
        InterfaceElement.Type type = device.attribute("type", Form.words(InterfaceElement.Type.class))
                .read();
        if (type == null) {
            return null;
        }
        boolean alone = type == InterfaceElement.Type.USER
                || type == InterfaceElement.Type.ETHERNET
                || type == InterfaceElement.Type.NULL;
        if (source.find() == null && !alone) {
            return null;
        }
        return switch (type) {
            case NETWORK -> new InterfaceSource.Network(attributes.wanted("network"), attributes.text("portgroup"));
            case BRIDGE -> new InterfaceSource.Bridge(attributes.wanted("bridge"));
            case DIRECT -> new InterfaceSource.Direct(attributes.wanted("dev"), mode());
            case USER -> new InterfaceSource.User();
            case ETHERNET -> new InterfaceSource.Ethernet();
            case HOSTDEV -> new InterfaceSource.Hostdev(AddressValue.pci(new Attributes(source.child("address"))));
            case VHOSTUSER ->
                new InterfaceSource.VhostUser(
                        attributes.path("path"), attributes.wanted("mode").equals("server"));
            case INTERNAL -> new InterfaceSource.Internal(attributes.wanted("name"));
            case MCAST -> new InterfaceSource.Multicast(attributes.wanted("address"), port(source));
            case SERVER -> new InterfaceSource.Server(attributes.text("address"), port(source));
            case CLIENT -> new InterfaceSource.Client(attributes.wanted("address"), port(source));
            case UDP -> {
                Place local = source.child("local");
                yield new InterfaceSource.Udp(
                        attributes.wanted("address"), port(source), new Attributes(local).text("address"), port(local));
            }
            case VDPA -> new InterfaceSource.Vdpa(attributes.path("dev"));
            case NULL -> new InterfaceSource.Nothing();
            case VDS ->
                new InterfaceSource.DistributedSwitch(
                        element.switchid()
                                .get()
                                .orElseThrow(() -> XmlException.at(xpath(), "there is no switch", null)),
                        attributes.number("portid"),
                        attributes.wanted("portgroupid"),
                        attributes.number("connectionid"));
        };
    }

    private InterfaceSource.Mode mode() {
        return source.attribute("mode", Form.words(InterfaceSource.Mode.class)).or(InterfaceSource.Mode.VEPA);
    }

    private static int port(Place of) {
        return new Attributes(of).integer("port");
    }

    @Override
    void write(InterfaceSource connected) {
        Map<String, @Nullable String> wanted = new LinkedHashMap<>();
        if (connected instanceof InterfaceSource.Network network) {
            wanted.put("network", Form.checked(network.name()));
            wanted.put("portgroup", checked(network.portgroup()));
            connect("network", wanted);
        } else if (connected instanceof InterfaceSource.Bridge bridge) {
            wanted.put("bridge", Form.checked(bridge.name()));
            connect("bridge", wanted);
        } else if (connected instanceof InterfaceSource.Direct direct) {
            wanted.put("dev", Form.checked(direct.device()));
            wanted.put("mode", direct.mode().word());
            connect("direct", wanted);
        } else if (connected instanceof InterfaceSource.User) {
            connect("user", wanted);
        } else if (connected instanceof InterfaceSource.Ethernet) {
            connect("ethernet", wanted);
        } else if (connected instanceof InterfaceSource.Hostdev hostdev) {
            Map<String, @Nullable String> address = AddressValue.attributes(hostdev.address());
            connect("hostdev", wanted);
            Attributes of = new Attributes(source.child("address"));
            address.forEach(of::putNumber);
            of.put("type", "pci");
        } else if (connected instanceof InterfaceSource.VhostUser user) {
            wanted.put("type", "unix");
            wanted.put("path", Form.PATH.format(user.socket()));
            wanted.put("mode", user.server() ? "server" : "client");
            connect("vhostuser", wanted);
        } else if (connected instanceof InterfaceSource.Internal internal) {
            wanted.put("name", Form.checked(internal.name()));
            connect("internal", wanted);
        } else if (connected instanceof InterfaceSource.Multicast group) {
            tcp("mcast", group.address(), group.port());
        } else if (connected instanceof InterfaceSource.Server server) {
            tcp("server", server.address(), server.port());
        } else if (connected instanceof InterfaceSource.Client client) {
            tcp("client", client.address(), client.port());
        } else if (connected instanceof InterfaceSource.Udp udp) {
            String localAddress = checked(udp.localAddress());
            String localPort = udp.localPort() == 0 ? null : port(udp.localPort());
            tcp("udp", udp.address(), udp.port());
            Attributes local = new Attributes(source.child("local"));
            local.put("address", localAddress);
            local.putNumber("port", localPort);
        } else if (connected instanceof InterfaceSource.Vdpa vdpa) {
            wanted.put("dev", Form.PATH.format(vdpa.device()));
            connect("vdpa", wanted);
        } else if (connected instanceof InterfaceSource.DistributedSwitch vds) {
            wanted.put("switchid", vds.switchId().toString());
            wanted.put("portgroupid", Form.checked(vds.portgroupId()));
            connect("vds", wanted);
            attributes.putNumber("portid", Long.toString(vds.portId()));
            attributes.putNumber("connectionid", Long.toString(vds.connectionId()));
        } else {
            connect("null", wanted);
        }
    }

    private void tcp(String type, @Nullable String address, int port) {
        Map<String, @Nullable String> wanted = new LinkedHashMap<>();
        wanted.put("address", checked(address));
        String number = port(port);
        connect(type, wanted);
        attributes.putNumber("port", number);
    }

    private static String port(int port) {
        return AddressValue.decimal(port, 65_535);
    }
}
