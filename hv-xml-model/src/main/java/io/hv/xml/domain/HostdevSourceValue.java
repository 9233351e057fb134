package io.hv.xml.domain;

import io.hv.xml.XmlException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a hostdev's {@code type} and {@code <source>} together say which device it is. */
final class HostdevSourceValue extends SourceValue<HostdevSource> {

    private static final Kinds KINDS = new Kinds(Map.of(
            "pci", Set.of("@writeFiltering", "address"),
            "usb", Set.of("@startupPolicy", "@guestReset", "address", "vendor", "product"),
            "scsi", Set.of("@protocol", "@name", "address", "adapter", "host", "auth", "initiator"),
            "scsi_host", Set.of("@protocol", "@wwpn"),
            "mdev", Set.of("address"),
            "storage", Set.of("block"),
            "misc", Set.of("char"),
            "net", Set.of("interface")));

    private static final Form<Long> PORT = Numbers.decimal(-1, 65_535);

    private final HostdevSourceElement element;

    HostdevSourceValue(Place device) {
        super(device, KINDS);
        this.element = new HostdevSourceElement(source);
    }

    @Override
    List<String> touched() {
        return List.of(device.path() + "/@type", device.path() + "/@mode", source.path());
    }

    @Override
    @Nullable
    HostdevSource read() {
        HostdevElement.Type type =
                device.attribute("type", Form.words(HostdevElement.Type.class)).read();
        if (type == null || source.find() == null) {
            return null;
        }
        SourceAddressElement address = element.addressElement();
        return switch (type) {
            case PCI -> new HostdevSource.Pci(AddressValue.pci(new Attributes(address.here)));
            case USB -> usb(address);
            case SCSI -> attributes.or("protocol", "adapter").equals("iscsi") ? iscsi() : scsi(address);
            case SCSI_HOST -> new HostdevSource.VhostScsi(attributes.wanted("wwpn"));
            case MDEV -> new HostdevSource.Mediated(address.uuid().get().orElseThrow(this::incomplete));
            case STORAGE -> new HostdevSource.Block(element.block().get().orElseThrow(this::incomplete));
            case MISC ->
                new HostdevSource.Characters(element.characterDevice().get().orElseThrow(this::incomplete));
            case NET ->
                new HostdevSource.Network(element.networkInterface().get().orElseThrow(this::incomplete));
        };
    }

    private XmlException incomplete() {
        return XmlException.at(xpath(), "there is nothing that names the device", null);
    }

    private HostdevSource usb(SourceAddressElement address) {
        if (address.exists()) {
            Attributes of = new Attributes(address.here);
            return new HostdevSource.Usb(of.integer("bus"), of.integer("device"));
        }
        return new HostdevSource.UsbProduct(
                element.vendor().get().orElseThrow(this::incomplete).intValue(),
                element.product().get().orElseThrow(this::incomplete).intValue());
    }

    private HostdevSource scsi(SourceAddressElement address) {
        Attributes of = new Attributes(address.here);
        return new HostdevSource.Scsi(
                element.adapter().name().get().orElseThrow(this::incomplete),
                of.integer("bus"),
                of.integer("target"),
                of.number("unit"));
    }

    private HostdevSource iscsi() {
        List<StorageSource.Server> servers = element.hosts().stream()
                .map(each -> StorageSource.Server.tcp(
                        each.name().or(""), each.port().or(0L).intValue()))
                .toList();
        return new HostdevSource.Iscsi(attributes.wanted("name"), servers);
    }

    @Override
    void write(HostdevSource named) {
        boolean container = named instanceof HostdevSource.Block
                || named instanceof HostdevSource.Characters
                || named instanceof HostdevSource.Network;
        Map<String, @Nullable String> address = new LinkedHashMap<>();
        if (named instanceof HostdevSource.Pci pci) {
            address.putAll(AddressValue.attributes(pci.address()));
            connect("pci", Map.of(), address);
        } else if (named instanceof HostdevSource.Usb usb) {
            address.put("bus", AddressValue.decimal(usb.bus(), 0xfff));
            address.put("device", AddressValue.decimal(usb.device(), 0xfff));
            connect("usb", Map.of(), address);
            source.child("vendor").remove();
            source.child("product").remove();
        } else if (named instanceof HostdevSource.UsbProduct product) {
            String vendor = AddressValue.hex(product.vendor(), 4, 0xffff);
            String model = AddressValue.hex(product.product(), 4, 0xffff);
            connect("usb", Map.of(), address);
            source.child("address").remove();
            new Attributes(source.child("vendor")).putNumber("id", vendor);
            new Attributes(source.child("product")).putNumber("id", model);
        } else if (named instanceof HostdevSource.Scsi scsi) {
            address.put("bus", AddressValue.decimal(scsi.bus(), Numbers.ANY));
            address.put("target", AddressValue.decimal(scsi.target(), Numbers.ANY));
            address.put("unit", AddressValue.decimal(scsi.unit(), Numbers.ANY));
            String adapter = Form.checked(scsi.adapter());
            Map<String, @Nullable String> wanted = new LinkedHashMap<>();
            wanted.put("protocol", attributes.or("protocol", "").equals("iscsi") ? null : attributes.text("protocol"));
            wanted.put("name", null);
            connect("scsi", wanted, address);
            element.hosts().clear();
            element.auth().remove();
            source.child("initiator").remove();
            new Attributes(source.child("adapter")).put("name", adapter);
        } else if (named instanceof HostdevSource.Iscsi iscsi) {
            StorageSourceValue.check(iscsi.servers());
            connect("scsi", Map.of("protocol", "iscsi", "name", Form.checked(iscsi.name())), address);
            source.child("address").remove();
            source.child("adapter").remove();
            write(iscsi.servers());
        } else if (named instanceof HostdevSource.VhostScsi vhost) {
            connect("scsi_host", Map.of("protocol", "vhost", "wwpn", Form.checked(vhost.wwpn())), address);
        } else if (named instanceof HostdevSource.Mediated mediated) {
            address.put("uuid", mediated.uuid().toString());
            connect("mdev", Map.of(), address);
        } else if (named instanceof HostdevSource.Block block) {
            Object unused = Form.checked(block.device().path());
            connect("storage", Map.of(), address);
            element.block().set(block.device());
        } else if (named instanceof HostdevSource.Characters characters) {
            Object unused = Form.checked(characters.device().path());
            connect("misc", Map.of(), address);
            element.characterDevice().set(characters.device());
        } else if (named instanceof HostdevSource.Network network) {
            Object unused = Form.checked(network.name());
            connect("net", Map.of(), address);
            element.networkInterface().set(network.name());
        }
        new Attributes(device).put("mode", container ? "capabilities" : "subsystem");
    }

    /** What names a device at another place in the same element is taken away. */
    private void connect(String type, Map<String, @Nullable String> wanted, Map<String, @Nullable String> address) {
        connect(type, wanted);
        Attributes of = new Attributes(source.child("address"));
        for (String each : List.of("domain", "bus", "slot", "function", "device", "target", "unit")) {
            of.putNumber(each, address.get(each));
        }
        of.put("uuid", address.get("uuid"));
    }

    private void write(List<StorageSource.Server> servers) {
        Elements<HostdevSourceElement.Host> hosts = element.hosts();
        while (hosts.size() > servers.size()) {
            hosts.get(hosts.size() - 1).remove();
        }
        for (int i = 0; i < servers.size(); i++) {
            Attributes to = new Attributes((i < hosts.size() ? hosts.get(i) : hosts.add()).here);
            to.put("name", Form.checked(servers.get(i).name()));
            int port = servers.get(i).port();
            to.putNumber("port", port == 0 ? null : AddressValue.decimal(port, 65_535), PORT);
        }
    }
}
