package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.MacAddress;
import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** A network interface. Not thread-safe. */
public final class InterfaceElement extends DeviceElement {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        BRIDGE,
        ETHERNET,
        VHOSTUSER,
        NETWORK,
        DIRECT,
        USER,
        INTERNAL,
        MCAST,
        CLIENT,
        UDP,
        SERVER,
        HOSTDEV,
        VDPA,
        NULL,
        VDS
    }

    /** The words of {@link #link}. */
    public enum Link implements Word {
        UP,
        DOWN
    }

    /**
     * The root of a document.
     *
     * @param document an {@code <interface>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static InterfaceElement of(XmlDocument document) {
        return new InterfaceElement(Roots.of(document, io.hv.xml.wire.domain.Interface.class));
    }

    InterfaceElement(Place here) {
        super(here);
    }

    /** What it is connected to; {@link #source} has it together with the details. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code managed}, yes or no. */
    public TextValue<Boolean> managed() {
        return here.attribute("managed", Form.YES_NO);
    }

    /** Whether the host believes the guest's MAC filters, yes or no. */
    public TextValue<Boolean> trustGuestRxFilters() {
        return here.attribute("trustGuestRxFilters", Form.YES_NO);
    }

    /** The source as written, with all that it has. */
    public InterfaceSourceElement sourceElement() {
        return new InterfaceSourceElement(here.child("source"));
    }

    /** A port of a switch outside of libvirt. */
    public VirtualPortElement virtualPort() {
        return new VirtualPortElement(here.child("virtualport"));
    }

    /** Whether the cable is in. */
    public TextValue<Link> link() {
        return here.child("link").only("state", Form.words(Link.class));
    }

    /** The largest packet, in bytes, 0 to 65,535. */
    public NumberValue mtu() {
        return here.child("mtu").onlyNumber("size", Numbers.decimal(0, 65_535));
    }

    /** How many packets the host puts together. */
    public Frames coalescedFrames() {
        return new Frames(here.child("coalesce").child("rx").child("frames"));
    }

    /** The interface of the host that belongs to it. */
    public Target target() {
        return new Target(here.child("target"));
    }

    /** What it is called in a container. */
    public Guest guest() {
        return new Guest(here.child("guest"));
    }

    /** Its MAC address. */
    public Mac mac() {
        return new Mac(here.child("mac"));
    }

    /** Addresses of the guest, one element each. */
    public Elements<IpElement> ips() {
        return here.all("ip", IpElement::new);
    }

    /** Routes of the guest, one element each. */
    public Elements<RouteElement> routes() {
        return here.all("route", RouteElement::new);
    }

    /** Of passt: ports that are forwarded, one element each. */
    public Elements<PortForwardElement> portForwards() {
        return here.all("portForward", PortForwardElement::new);
    }

    /** {@code <script path>}, a path on the host. */
    public TextValue<HostPath> script() {
        return here.child("script").only("path", Form.PATH);
    }

    /** {@code <downscript path>}, a path on the host. */
    public TextValue<HostPath> downscript() {
        return here.child("downscript").only("path", Form.PATH);
    }

    /** {@code <backenddomain name>}. */
    public TextValue<String> backendDomain() {
        return here.child("backenddomain").only("name", Form.TEXT);
    }

    /** Which card the guest sees, {@code virtio} for example. */
    public TextValue<String> model() {
        return here.child("model").only("type", Form.TEXT);
    }

    /** Who makes packets of what the guest sends. */
    public InterfaceBackendElement backend() {
        return new InterfaceBackendElement(here.child("backend"));
    }

    /** How it is run. */
    public InterfaceDriverElement driver() {
        return new InterfaceDriverElement(here.child("driver"));
    }

    /** The network filter that holds for it. */
    public FilterReferenceElement filter() {
        return new FilterReferenceElement(here.child("filterref"));
    }

    /** How much the host buffers of what the guest sends, in bytes. */
    public NumberValue sendBuffer() {
        return here.child("tune").child("sndbuf").onlyNumberText(Numbers.decimal(0, Numbers.UINT));
    }

    /** In which turn a device is booted from. */
    public DeviceBootElement boot() {
        return new DeviceBootElement(here.child("boot"));
    }

    /** Its option ROM. */
    public RomElement rom() {
        return new RomElement(here.child("rom"));
    }

    /** Limits of traffic. */
    public BandwidthElement bandwidth() {
        return new BandwidthElement(here.child("bandwidth"));
    }

    /** Tags of VLANs. */
    public VlanElement vlan() {
        return new VlanElement(here.child("vlan"));
    }

    /** {@code <port>}. */
    public Port port() {
        return new Port(here.child("port"));
    }

    /** For which other one it stands in while the guest migrates. */
    public TeamingElement teaming() {
        return new TeamingElement(here.child("teaming"));
    }

    /** What it is connected to: its type, and what its source says for that. */
    public Value<InterfaceSource> source() {
        return new InterfaceSourceValue(here);
    }

    /** The interface of the host. */
    public static final class Target extends Element {

        Target(Place here) {
            super(here);
        }

        /** Its name, {@code vnet0} for example. */
        public TextValue<String> dev() {
            return here.attribute("dev", Form.TEXT);
        }

        /** {@code managed}, yes or no. */
        public TextValue<Boolean> managed() {
            return here.attribute("managed", Form.YES_NO);
        }
    }
    /** What it is called in a container. */
    public static final class Guest extends Element {

        Guest(Place here) {
            super(here);
        }

        /** {@code dev}. */
        public TextValue<String> dev() {
            return here.attribute("dev", Form.TEXT);
        }

        /** {@code actual}. */
        public TextValue<String> actual() {
            return here.attribute("actual", Form.TEXT);
        }
    }
    /** A MAC address. */
    public static final class Mac extends Element {

        /** The words of {@link #type}. */
        public enum MacType implements Word {
            GENERATED,
            STATIC
        }

        Mac(Place here) {
            super(here);
        }

        /** {@code address}. */
        public TextValue<MacAddress> address() {
            return here.attribute("address", Form.MAC);
        }

        /** {@code type}, a {@link MacType}. */
        public TextValue<MacType> type() {
            return here.attribute("type", Form.words(MacType.class));
        }

        /** {@code check}, yes or no. */
        public TextValue<Boolean> check() {
            return here.attribute("check", Form.YES_NO);
        }
    }
    /** {@code <port>}. */
    public static final class Port extends Element {

        Port(Place here) {
            super(here);
        }

        /** {@code isolated}, yes or no. */
        public TextValue<Boolean> isolated() {
            return here.attribute("isolated", Form.YES_NO);
        }
    }
    /** Packets that are put together. */
    public static final class Frames extends Element {

        Frames(Place here) {
            super(here);
        }

        /** {@code max}, 0 to 4,294,967,295. */
        public NumberValue max() {
            return here.number("max", Numbers.decimal(0, Numbers.UINT));
        }
    }
}
