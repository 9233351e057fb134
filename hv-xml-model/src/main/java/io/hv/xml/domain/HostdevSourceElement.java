package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.value.Word;

/** A device of the host: all that names it. {@link HostdevSource} has what tells one from the other. Not thread-safe. */
public final class HostdevSourceElement extends Element {

    /** The words of {@link #guestReset}. */
    public enum GuestReset implements Word {
        OFF,
        UNINITIALIZED,
        ON
    }

    /** The words of {@link #protocol}. */
    public enum Protocol implements Word {
        VHOST,
        ADAPTER,
        ISCSI
    }

    HostdevSourceElement(Place here) {
        super(here);
    }

    /** {@code startupPolicy}, a {@link StartupPolicy}. */
    public TextValue<StartupPolicy> startupPolicy() {
        return here.attribute("startupPolicy", Form.words(StartupPolicy.class));
    }

    /** {@code writeFiltering}, yes or no. */
    public TextValue<Boolean> writeFiltering() {
        return here.attribute("writeFiltering", Form.YES_NO);
    }

    /** {@code guestReset}, a {@link GuestReset}. */
    public TextValue<GuestReset> guestReset() {
        return here.attribute("guestReset", Form.words(GuestReset.class));
    }

    /** By which protocol of SCSI it is reached. */
    public TextValue<Protocol> protocol() {
        return here.attribute("protocol", Form.words(Protocol.class));
    }

    /** {@code name}. */
    public TextValue<String> name() {
        return here.attribute("name", Form.TEXT);
    }

    /** {@code wwpn}. */
    public TextValue<String> wwpn() {
        return here.attribute("wwpn", Form.TEXT);
    }

    /** {@code <vendor id>}, written in hexadecimal, up to 0xffff. */
    public NumberValue vendor() {
        return here.child("vendor").onlyNumber("id", Numbers.hex(4, 0xffff));
    }

    /** {@code <product id>}, written in hexadecimal, up to 0xffff. */
    public NumberValue product() {
        return here.child("product").onlyNumber("id", Numbers.hex(4, 0xffff));
    }

    /** Where it is on its bus, as written. */
    public SourceAddressElement addressElement() {
        return new SourceAddressElement(here.child("address"));
    }

    /** A host bus adapter of SCSI. */
    public ScsiAdapterElement adapter() {
        return new ScsiAdapterElement(here.child("adapter"));
    }

    /** All {@code <host>}, in their order. */
    public Elements<Host> hosts() {
        return here.all("host", Host::new);
    }

    /** As whom something is opened. */
    public AuthElement auth() {
        return new AuthElement(here.child("auth"));
    }

    /** {@code <iqn name>}. */
    public TextValue<String> initiatorIqn() {
        return here.child("initiator").child("iqn").only("name", Form.TEXT);
    }

    /** {@code <block>}, a path on the host. */
    public TextValue<HostPath> block() {
        return here.child("block").onlyText(Form.PATH);
    }

    /** {@code <char>}, a path on the host. */
    public TextValue<HostPath> characterDevice() {
        return here.child("char").onlyText(Form.PATH);
    }

    /** {@code <interface>}. */
    public TextValue<String> networkInterface() {
        return here.child("interface").onlyText(Form.TEXT);
    }

    /** A server of iSCSI. */
    public static final class Host extends Element {

        Host(Place here) {
            super(here);
        }

        /** {@code name}. */
        public TextValue<String> name() {
            return here.attribute("name", Form.TEXT);
        }

        /** {@code port}, -1 to 65,535. */
        public NumberValue port() {
            return here.number("port", Numbers.decimal(-1, 65_535));
        }
    }
}
