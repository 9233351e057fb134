package io.hv.xml.domain;

import io.hv.xml.XmlException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The address of a device, of all that an {@code <address>} says. */
final class AddressValue extends Value<DeviceAddress> {

    /** What tells one address from another, of all kinds. */
    private static final List<String> ATTRIBUTES = List.of(
            "domain",
            "bus",
            "slot",
            "function",
            "multifunction",
            "controller",
            "target",
            "unit",
            "port",
            "reg",
            "cssid",
            "ssid",
            "devno",
            "iobase",
            "irq",
            "base");

    private final Place place;
    private final Attributes attributes;

    AddressValue(Place place) {
        this.place = place;
        this.attributes = new Attributes(place);
    }

    @Override
    public void clear() {
        place.remove();
    }

    @Override
    public String xpath() {
        return place.path();
    }

    @Override
    @Nullable
    DeviceAddress read() {
        if (place.find() == null) {
            return null;
        }
        AddressElement.Type type = new AddressElement(place)
                .type()
                .get()
                .orElseThrow(() -> XmlException.at(xpath(), "the address has no type", null));
        boolean chosen = ATTRIBUTES.stream().noneMatch(each -> attributes.text(each) != null);
        return switch (type) {
            case PCI -> chosen ? new DeviceAddress.Automatic(type) : pci(attributes);
            case DRIVE ->
                new DeviceAddress.Drive(number("controller"), number("bus"), number("target"), number("unit"));
            case VIRTIO_SERIAL -> new DeviceAddress.VirtioSerial(number("controller"), number("bus"), number("port"));
            case CCID -> new DeviceAddress.Ccid(number("controller"), number("slot"));
            case USB -> new DeviceAddress.Usb(number("bus"), attributes.or("port", ""));
            case SPAPR_VIO ->
                chosen ? new DeviceAddress.Automatic(type) : new DeviceAddress.SpaprVio(attributes.number("reg"));
            case CCW ->
                chosen
                        ? new DeviceAddress.Automatic(type)
                        : new DeviceAddress.Ccw(number("cssid"), number("ssid"), number("devno"));
            case ISA -> new DeviceAddress.Isa(number("iobase"), number("irq"));
            case DIMM -> new DeviceAddress.Dimm(number("slot"), attributes.number("base"));
            case VIRTIO_MMIO -> new DeviceAddress.VirtioMmio();
            case UNASSIGNED -> new DeviceAddress.Unassigned();
        };
    }

    static DeviceAddress.Pci pci(Attributes of) {
        return new DeviceAddress.Pci(
                of.integer("domain"), of.integer("bus"), of.integer("slot"), of.integer("function"));
    }

    static Map<String, @Nullable String> attributes(DeviceAddress.Pci address) {
        Map<String, @Nullable String> attributes = new LinkedHashMap<>();
        attributes.put("domain", hex(address.domain(), 4, Integer.MAX_VALUE));
        attributes.put("bus", hex(address.bus(), 2, 0xff));
        attributes.put("slot", hex(address.slot(), 2, 0x1f));
        attributes.put("function", hex(address.function(), 1, 7));
        return attributes;
    }

    private int number(String attribute) {
        return attributes.integer(attribute);
    }

    @Override
    void write(DeviceAddress address) {
        Map<String, @Nullable String> wanted = new LinkedHashMap<>();
        AddressElement.Type type;
        if (address instanceof DeviceAddress.Pci pci) {
            type = AddressElement.Type.PCI;
            wanted.putAll(attributes(pci));
        } else if (address instanceof DeviceAddress.Drive drive) {
            type = AddressElement.Type.DRIVE;
            wanted.put("controller", decimal(drive.controller(), 99));
            wanted.put("bus", decimal(drive.bus(), 99));
            wanted.put("target", decimal(drive.target(), 99));
            wanted.put("unit", decimal(drive.unit(), 99_999));
        } else if (address instanceof DeviceAddress.VirtioSerial serial) {
            type = AddressElement.Type.VIRTIO_SERIAL;
            wanted.put("controller", decimal(serial.controller(), 99));
            wanted.put("bus", decimal(serial.bus(), 99));
            wanted.put("port", decimal(serial.port(), 99));
        } else if (address instanceof DeviceAddress.Ccid ccid) {
            type = AddressElement.Type.CCID;
            wanted.put("controller", decimal(ccid.controller(), 99));
            wanted.put("slot", decimal(ccid.slot(), 99));
        } else if (address instanceof DeviceAddress.Usb usb) {
            type = AddressElement.Type.USB;
            wanted.put("bus", decimal(usb.bus(), 0xfff));
            wanted.put("port", usb.port().isEmpty() ? null : Form.checked(usb.port()));
        } else if (address instanceof DeviceAddress.SpaprVio vio) {
            type = AddressElement.Type.SPAPR_VIO;
            wanted.put("reg", hex(vio.reg(), 8, Numbers.UINT));
        } else if (address instanceof DeviceAddress.Ccw ccw) {
            type = AddressElement.Type.CCW;
            wanted.put("cssid", hex(ccw.cssid(), 2, 0xfe));
            wanted.put("ssid", hex(ccw.ssid(), 1, 3));
            wanted.put("devno", hex(ccw.devno(), 4, 0xffff));
        } else if (address instanceof DeviceAddress.Isa isa) {
            type = AddressElement.Type.ISA;
            wanted.put("iobase", isa.iobase() == 0 ? null : hex(isa.iobase(), 3, 0xffff));
            wanted.put("irq", isa.irq() == 0 ? null : hex(isa.irq(), 1, 0xf));
        } else if (address instanceof DeviceAddress.Dimm dimm) {
            type = AddressElement.Type.DIMM;
            wanted.put("slot", decimal(dimm.slot(), Integer.MAX_VALUE));
            wanted.put("base", dimm.base() == 0 ? null : hex(dimm.base(), 1, Numbers.ANY));
        } else if (address instanceof DeviceAddress.Automatic automatic) {
            type = automatic.type();
        } else {
            type = address instanceof DeviceAddress.VirtioMmio
                    ? AddressElement.Type.VIRTIO_MMIO
                    : AddressElement.Type.UNASSIGNED;
        }
        boolean pci = type == AddressElement.Type.PCI;
        for (String each : ATTRIBUTES) {
            boolean kept = pci && each.equals("multifunction") && !wanted.isEmpty();
            String text = kept ? attributes.text(each) : wanted.get(each);
            // A port of USB is a way through hubs.
            if (each.equals("port") && type == AddressElement.Type.USB) {
                attributes.put(each, text);
            } else {
                attributes.putNumber(each, text);
            }
        }
        attributes.put("type", type.word());
        if (!pci && type != AddressElement.Type.UNASSIGNED) {
            place.child("zpci").remove();
        }
    }

    static String hex(long value, int digits, long most) {
        return Numbers.hex(digits, most).format(value);
    }

    static String decimal(long value, long most) {
        return Numbers.decimal(0, most).format(value);
    }

    @Override
    List<Slot> slots() {
        return List.of();
    }

    @Override
    List<String> touched() {
        return List.of(xpath());
    }
}
