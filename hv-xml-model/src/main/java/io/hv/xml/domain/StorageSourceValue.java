package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.XmlException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a {@code type} and a {@code <source>} together say what storage it is. */
final class StorageSourceValue extends SourceValue<StorageSource> {

    private static final Kinds KINDS = new Kinds(Map.of(
            "file", Set.of("@file", "@fdgroup", "@startupPolicy", "slices"),
            "block", Set.of("@dev", "@startupPolicy", "slices", "reservations"),
            "dir", Set.of("@dir", "@startupPolicy"),
            "network",
                    Set.of(
                            "@protocol",
                            "@name",
                            "@query",
                            "@tls",
                            "@tlsHostname",
                            "host",
                            "snapshot",
                            "config",
                            "auth",
                            "initiator",
                            "ssl",
                            "cookies",
                            "readahead",
                            "timeout",
                            "identity",
                            "slices"),
            "volume", Set.of("@pool", "@volume", "@mode", "@startupPolicy"),
            "nvme", Set.of("@type", "@namespace", "@managed", "address", "slices"),
            "vhostuser", Set.of("@type", "@path", "reconnect")));

    private static final Form<Long> PORT = Numbers.decimal(0, Numbers.UINT);

    private final StorageSourceElement element;

    StorageSourceValue(Place device) {
        super(device, KINDS);
        this.element = new StorageSourceElement(source);
    }

    /** Empty also where a drive is: its source has a label perhaps, and no file. */
    @Override
    @Nullable
    StorageSource read() {
        if (source.find() == null) {
            return null;
        }
        StorageType type =
                device.attribute("type", Form.words(StorageType.class)).or(StorageType.FILE);
        return switch (type) {
            case FILE -> element.file().get().map(StorageSource.File::new).orElse(null);
            case BLOCK -> element.dev().get().map(StorageSource.Block::new).orElse(null);
            case DIR -> element.dir().get().map(StorageSource.Dir::new).orElse(null);
            case NETWORK ->
                new StorageSource.Network(
                        element.protocol()
                                .get()
                                .orElseThrow(() -> XmlException.at(xpath(), "there is no protocol", null)),
                        attributes.or("name", ""),
                        servers());
            case VOLUME -> new StorageSource.Volume(attributes.wanted("pool"), attributes.wanted("volume"));
            case NVME ->
                new StorageSource.Nvme(
                        AddressValue.pci(new Attributes(source.child("address"))),
                        attributes.number("namespace"),
                        element.managed().or(false));
            case VHOSTUSER -> new StorageSource.VhostUser(attributes.path("path"));
        };
    }

    private List<StorageSource.Server> servers() {
        List<StorageSource.Server> servers = new ArrayList<>();
        for (StorageHostElement each : element.hosts()) {
            StorageHostElement.Transport transport = each.transport().or(StorageHostElement.Transport.TCP);
            boolean unix = transport == StorageHostElement.Transport.UNIX;
            String name = unix
                    ? each.socket().get().map(HostPath::path).orElse("")
                    : each.name().or("");
            servers.add(
                    new StorageSource.Server(transport, name, each.port().or(0L).intValue()));
        }
        return servers;
    }

    @Override
    void write(StorageSource storage) {
        Map<String, @Nullable String> wanted = new LinkedHashMap<>();
        if (storage instanceof StorageSource.File file) {
            wanted.put("file", Form.PATH.format(file.path()));
            connect("file", wanted);
        } else if (storage instanceof StorageSource.Block block) {
            wanted.put("dev", Form.PATH.format(block.device()));
            connect("block", wanted);
        } else if (storage instanceof StorageSource.Dir dir) {
            wanted.put("dir", Form.PATH.format(dir.folder()));
            connect("dir", wanted);
        } else if (storage instanceof StorageSource.Network network) {
            wanted.put("protocol", network.protocol().word());
            wanted.put("name", network.name().isEmpty() ? null : Form.checked(network.name()));
            check(network.servers());
            connect("network", wanted);
            write(network.servers());
        } else if (storage instanceof StorageSource.Volume volume) {
            wanted.put("pool", Form.checked(volume.pool()));
            wanted.put("volume", Form.checked(volume.volume()));
            connect("volume", wanted);
        } else if (storage instanceof StorageSource.Nvme nvme) {
            Map<String, @Nullable String> address = AddressValue.attributes(nvme.controller());
            wanted.put("type", "pci");
            String namespace = AddressValue.decimal(nvme.namespace(), Numbers.UINT);
            wanted.put("managed", Form.YES_NO.format(nvme.managed()));
            connect("nvme", wanted);
            attributes.putNumber("namespace", namespace);
            address.forEach(new Attributes(source.child("address"))::putNumber);
        } else if (storage instanceof StorageSource.VhostUser user) {
            wanted.put("type", "unix");
            wanted.put("path", Form.PATH.format(user.socket()));
            connect("vhostuser", wanted);
        }
    }

    /** What cannot be written is found before anything is. */
    static void check(List<StorageSource.Server> servers) {
        for (StorageSource.Server each : servers) {
            Object unused = Form.checked(each.name()) + AddressValue.decimal(each.port(), 65_535);
        }
    }

    private void write(List<StorageSource.Server> servers) {
        Elements<StorageHostElement> hosts = element.hosts();
        while (hosts.size() > servers.size()) {
            hosts.get(hosts.size() - 1).remove();
        }
        for (int i = 0; i < servers.size(); i++) {
            StorageSource.Server server = servers.get(i);
            StorageHostElement host = i < hosts.size() ? hosts.get(i) : hosts.add();
            boolean unix = server.transport() == StorageHostElement.Transport.UNIX;
            if (host.transport().raw().isPresent() || server.transport() != StorageHostElement.Transport.TCP) {
                host.transport().set(server.transport());
            }
            Attributes to = new Attributes(host.here);
            to.put("name", unix || server.name().isEmpty() ? null : Form.checked(server.name()));
            to.put("socket", unix ? Form.checked(server.name()) : null);
            to.putNumber("port", server.port() == 0 ? null : AddressValue.decimal(server.port(), 65_535), PORT);
        }
    }
}
