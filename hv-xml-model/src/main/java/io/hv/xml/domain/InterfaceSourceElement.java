package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.value.Word;
import java.util.UUID;

/** What a network interface is connected to: all that it can have. {@link InterfaceSource} has what tells one from the other. Not thread-safe. */
public final class InterfaceSourceElement extends Element {

    /** The words of {@link #macTableManager}. */
    public enum MacTableManager implements Word {
        KERNEL,
        LIBVIRT
    }

    /** The words of {@link #type}. */
    public enum Type implements Word {
        UNIX
    }

    InterfaceSourceElement(Place here) {
        super(here);
    }

    /** {@code bridge}. */
    public TextValue<String> bridge() {
        return here.attribute("bridge", Form.TEXT);
    }

    /** {@code macTableManager}, a {@link MacTableManager}. */
    public TextValue<MacTableManager> macTableManager() {
        return here.attribute("macTableManager", Form.words(MacTableManager.class));
    }

    /** {@code network}. */
    public TextValue<String> network() {
        return here.attribute("network", Form.TEXT);
    }

    /** {@code portgroup}. */
    public TextValue<String> portgroup() {
        return here.attribute("portgroup", Form.TEXT);
    }

    /** {@code portid}. */
    public TextValue<String> portid() {
        return here.attribute("portid", Form.TEXT);
    }

    /** {@code dev}. */
    public TextValue<String> dev() {
        return here.attribute("dev", Form.TEXT);
    }

    /** {@code mode}. */
    public TextValue<String> mode() {
        return here.attribute("mode", Form.TEXT);
    }

    /** {@code name}. */
    public TextValue<String> name() {
        return here.attribute("name", Form.TEXT);
    }

    /** {@code address}. */
    public TextValue<String> address() {
        return here.attribute("address", Form.TEXT);
    }

    /** {@code port}, -1 to 65,535. */
    public NumberValue port() {
        return here.number("port", Numbers.decimal(-1, 65_535));
    }

    /** {@code missing}, yes or no. */
    public TextValue<Boolean> missing() {
        return here.attribute("missing", Form.YES_NO);
    }

    /** {@code switchid}. */
    public TextValue<UUID> switchid() {
        return here.attribute("switchid", Form.UUID);
    }

    /** {@code portgroupid}. */
    public TextValue<String> portgroupid() {
        return here.attribute("portgroupid", Form.TEXT);
    }

    /** {@code connectionid}, a whole number. */
    public NumberValue connectionid() {
        return here.number("connectionid", Numbers.decimal(Long.MIN_VALUE, Numbers.ANY));
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code path}, a path on the host. */
    public TextValue<HostPath> path() {
        return here.attribute("path", Form.PATH);
    }

    /** All {@code <ip>}, in their order. */
    public Elements<IpElement> ips() {
        return here.all("ip", IpElement::new);
    }

    /** All {@code <route>}, in their order. */
    public Elements<RouteElement> routes() {
        return here.all("route", RouteElement::new);
    }

    /** Of UDP: the host's own end. */
    public Local local() {
        return new Local(here.child("local"));
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

    /** Whether and when a lost connection is made again. */
    public ReconnectElement reconnect() {
        return new ReconnectElement(here.child("reconnect"));
    }

    /** Of UDP: the host's own end. */
    public static final class Local extends Element {

        Local(Place here) {
            super(here);
        }

        /** {@code address}. */
        public TextValue<String> address() {
            return here.attribute("address", Form.TEXT);
        }

        /** {@code port}, -1 to 65,535. */
        public NumberValue port() {
            return here.number("port", Numbers.decimal(-1, 65_535));
        }
    }
}
