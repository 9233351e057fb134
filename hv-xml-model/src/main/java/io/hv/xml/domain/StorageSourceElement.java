package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.value.Word;

/** Storage of the host or of a network: all that a source can have. {@link StorageSource} has what tells one from the other. Not thread-safe. */
public final class StorageSourceElement extends Element {

    /** The words of {@link #protocol}. */
    public enum Protocol implements Word {
        NFS,
        VXHS,
        SHEEPDOG,
        TFTP,
        FTP,
        FTPS,
        HTTPS,
        HTTP,
        ISCSI,
        RBD,
        GLUSTER,
        NBD
    }

    /** The words of {@link #mode}. */
    public enum Mode implements Word {
        HOST,
        DIRECT
    }

    /** The words of {@link #type}. */
    public enum Type implements Word {
        UNIX,
        PCI
    }

    StorageSourceElement(Place here) {
        super(here);
    }

    /** Of {@code file}: a path on the host. */
    public TextValue<HostPath> file() {
        return here.attribute("file", Form.PATH);
    }

    /** {@code fdgroup}. */
    public TextValue<String> fdgroup() {
        return here.attribute("fdgroup", Form.TEXT);
    }

    /** By which libvirt names it while the domain runs, 1 or more. */
    public NumberValue index() {
        return here.number("index", Numbers.decimal(1, Numbers.ANY));
    }

    /** What happens if it is not there at the start. */
    public TextValue<StartupPolicy> startupPolicy() {
        return here.attribute("startupPolicy", Form.words(StartupPolicy.class));
    }

    /** Of {@code block}: a path on the host. */
    public TextValue<HostPath> dev() {
        return here.attribute("dev", Form.PATH);
    }

    /** Of {@code dir}: a path on the host. */
    public TextValue<HostPath> dir() {
        return here.attribute("dir", Form.PATH);
    }

    /** Of {@code network}: how it is reached. */
    public TextValue<Protocol> protocol() {
        return here.attribute("protocol", Form.words(Protocol.class));
    }

    /** {@code name}. */
    public TextValue<String> name() {
        return here.attribute("name", Form.TEXT);
    }

    /** {@code query}. */
    public TextValue<String> query() {
        return here.attribute("query", Form.TEXT);
    }

    /** {@code tls}, yes or no. */
    public TextValue<Boolean> tls() {
        return here.attribute("tls", Form.YES_NO);
    }

    /** {@code tlsHostname}. */
    public TextValue<String> tlsHostname() {
        return here.attribute("tlsHostname", Form.TEXT);
    }

    /** {@code pool}. */
    public TextValue<String> pool() {
        return here.attribute("pool", Form.TEXT);
    }

    /** {@code volume}. */
    public TextValue<String> volume() {
        return here.attribute("volume", Form.TEXT);
    }

    /** {@code mode}, a {@link Mode}. */
    public TextValue<Mode> mode() {
        return here.attribute("mode", Form.words(Mode.class));
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** Of {@code nvme}: the number of the namespace. */
    public NumberValue namespace() {
        return here.number("namespace", Numbers.likeC(0, Numbers.UINT));
    }

    /** {@code managed}, yes or no. */
    public TextValue<Boolean> managed() {
        return here.attribute("managed", Form.YES_NO);
    }

    /** {@code path}, a path on the host. */
    public TextValue<HostPath> path() {
        return here.attribute("path", Form.PATH);
    }

    /** Labels of the host's security models, one element each. */
    public Elements<DeviceSeclabelElement> seclabels() {
        return here.all("seclabel", DeviceSeclabelElement::new);
    }

    /** Which part of the storage it is. */
    public Slice slice() {
        return new Slice(here.child("slices").child("slice"));
    }

    /** What libvirt keeps for itself. */
    public Flag privateData() {
        return here.child("privateData").flag();
    }

    /** How it is encrypted. */
    public EncryptionElement encryption() {
        return new EncryptionElement(here.child("encryption"));
    }

    /** Persistent reservations of SCSI. */
    public ReservationsElement reservations() {
        return new ReservationsElement(here.child("reservations"));
    }

    /** Of {@code network}: its servers, one element each. */
    public Elements<StorageHostElement> hosts() {
        return here.all("host", StorageHostElement::new);
    }

    /** {@code <snapshot name>}. */
    public TextValue<String> snapshot() {
        return here.child("snapshot").only("name", Form.TEXT);
    }

    /** {@code <config file>}, a path on the host. */
    public TextValue<HostPath> configFile() {
        return here.child("config").only("file", Form.PATH);
    }

    /** As whom something is opened. */
    public AuthElement auth() {
        return new AuthElement(here.child("auth"));
    }

    /** Of iSCSI: the initiator's name. */
    public TextValue<String> initiatorIqn() {
        return here.child("initiator").child("iqn").only("name", Form.TEXT);
    }

    /** {@code <ssl verify>}, yes or no. */
    public TextValue<Boolean> ssl() {
        return here.child("ssl").only("verify", Form.YES_NO);
    }

    /** Of HTTP: cookies, one element each. */
    public Elements<Cookie> cookies() {
        return here.child("cookies").all("cookie", Cookie::new);
    }

    /** How much is read ahead, in bytes, 1 or more. */
    public NumberValue readahead() {
        return here.child("readahead").onlyNumber("size", Numbers.decimal(1, Numbers.ANY));
    }

    /** After how many seconds a connection is given up, 1 or more. */
    public NumberValue timeout() {
        return here.child("timeout").onlyNumber("seconds", Numbers.decimal(1, Numbers.ANY));
    }

    /** As whom NFS is used. */
    public Identity identity() {
        return new Identity(here.child("identity"));
    }

    /** The PCI address of an NVMe controller. */
    public Address address() {
        return new Address(here.child("address"));
    }

    /** Whether and when a lost connection is made again. */
    public ReconnectElement reconnect() {
        return new ReconnectElement(here.child("reconnect"));
    }

    /** As whom NFS is used. */
    public static final class Identity extends Element {

        Identity(Place here) {
            super(here);
        }

        /** {@code user}. */
        public TextValue<String> user() {
            return here.attribute("user", Form.TEXT);
        }

        /** {@code group}. */
        public TextValue<String> group() {
            return here.attribute("group", Form.TEXT);
        }
    }
    /** The PCI address of an NVMe controller. */
    public static final class Address extends Element {

        Address(Place here) {
            super(here);
        }

        /** {@code domain}, written in hexadecimal, up to 4,294,967,295. */
        public NumberValue domain() {
            return here.number("domain", Numbers.hex(4, Numbers.UINT));
        }

        /** {@code bus}, written in hexadecimal, up to 0xff. */
        public NumberValue bus() {
            return here.number("bus", Numbers.hex(2, 0xff));
        }

        /** {@code slot}, written in hexadecimal, up to 0x1f. */
        public NumberValue slot() {
            return here.number("slot", Numbers.hex(2, 0x1f));
        }

        /** {@code function}, written in hexadecimal, up to 7. */
        public NumberValue function() {
            return here.number("function", Numbers.hex(1, 7));
        }

        /** {@code multifunction}, on or off. */
        public TextValue<Boolean> multifunction() {
            return here.attribute("multifunction", Form.ON_OFF);
        }
    }
    /** A part of a storage. */
    public static final class Slice extends Element {

        /** The words of {@link #type}. */
        public enum SliceType implements Word {
            STORAGE
        }

        Slice(Place here) {
            super(here);
        }

        /** {@code type}, a {@link SliceType}. */
        public TextValue<SliceType> type() {
            return here.attribute("type", Form.words(SliceType.class));
        }

        /** In bytes, 0 to 4,294,967,295. */
        public NumberValue offset() {
            return here.number("offset", Numbers.decimal(0, Numbers.UINT));
        }

        /** In bytes, 1 or more. */
        public NumberValue size() {
            return here.number("size", Numbers.decimal(1, Numbers.ANY));
        }
    }
    /** A cookie of HTTP. */
    public static final class Cookie extends Element {

        Cookie(Place here) {
            super(here);
        }

        /** {@code name}. */
        public TextValue<String> name() {
            return here.attribute("name", Form.TEXT);
        }

        /** The text of the element. */
        public TextValue<String> value() {
            return here.text(Form.TEXT);
        }
    }
}
