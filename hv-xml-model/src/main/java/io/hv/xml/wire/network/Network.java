// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.network;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import io.hv.xml.wire.basic.Metadata;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <network>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "network")
public final class Network extends WireElement {

    @XmlAttribute(name = "connections")
    public @Nullable String connections;

    @XmlAttribute(name = "ipv6")
    public @Nullable String ipv6;

    @XmlAttribute(name = "trustGuestRxFilters")
    public @Nullable String trustGuestRxFilters;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Network.Name.class),
        @XmlElementRef(type = Metadata.class),
        @XmlElementRef(type = Network.Uuid.class),
        @XmlElementRef(type = Network.Bridge.class),
        @XmlElementRef(type = Mtu.class),
        @XmlElementRef(type = Network.Mac.class),
        @XmlElementRef(type = Network.Forward.class),
        @XmlElementRef(type = Virtualport.class),
        @XmlElementRef(type = Network.Portgroup.class),
        @XmlElementRef(type = Network.Domain.class),
        @XmlElementRef(type = Network.Dns.class),
        @XmlElementRef(type = Bandwidth.class),
        @XmlElementRef(type = Vlan.class),
        @XmlElementRef(type = io.hv.xml.wire.network.Port.class),
        @XmlElementRef(type = Network.Ip.class),
        @XmlElementRef(type = Route.class),
        @XmlElementRef(type = Network.DnsmasqOptions.class),
        @XmlElementRef(type = Unknown.class),
    })
    private @Nullable List<Object> content;

    @Override
    protected @Nullable List<Object> content() {
        return content;
    }

    @Override
    protected void content(List<Object> content) {
        this.content = content;
    }

    /** {@code <name>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "name")
    public static final class Name extends WireLeaf {
    }

    /** {@code <uuid>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "uuid")
    public static final class Uuid extends WireLeaf {
    }

    /** {@code <bridge>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "bridge")
    public static final class Bridge extends WireLeaf {

        @XmlAttribute(name = "name")
        public @Nullable String name;

        @XmlAttribute(name = "zone")
        public @Nullable String zone;

        @XmlAttribute(name = "stp")
        public @Nullable String stp;

        @XmlAttribute(name = "delay")
        public @Nullable String delay;

        @XmlAttribute(name = "macTableManager")
        public @Nullable String macTableManager;
    }

    /** {@code <mac>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "mac")
    public static final class Mac extends WireLeaf {

        @XmlAttribute(name = "address")
        public @Nullable String address;
    }

    /** {@code <forward>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "forward")
    public static final class Forward extends WireElement {

        @XmlAttribute(name = "dev")
        public @Nullable String dev;

        @XmlAttribute(name = "mode")
        public @Nullable String mode;

        @XmlAttribute(name = "managed")
        public @Nullable String managed;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Network.Forward.Interface.class),
            @XmlElementRef(type = Network.Forward.Address.class),
            @XmlElementRef(type = Network.Forward.Pf.class),
            @XmlElementRef(type = Network.Forward.Driver.class),
            @XmlElementRef(type = Network.Forward.Nat.class),
            @XmlElementRef(type = Unknown.class),
        })
        private @Nullable List<Object> content;

        @Override
        protected @Nullable List<Object> content() {
            return content;
        }

        @Override
        protected void content(List<Object> content) {
            this.content = content;
        }

        /** {@code <interface>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "interface")
        public static final class Interface extends WireLeaf {

            @XmlAttribute(name = "dev")
            public @Nullable String dev;

            @XmlAttribute(name = "connections")
            public @Nullable String connections;
        }

        /** {@code <address>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "address")
        public static final class Address extends WireLeaf {

            @XmlAttribute(name = "type")
            public @Nullable String type;

            @XmlAttribute(name = "domain")
            public @Nullable String domain;

            @XmlAttribute(name = "bus")
            public @Nullable String bus;

            @XmlAttribute(name = "slot")
            public @Nullable String slot;

            @XmlAttribute(name = "function")
            public @Nullable String function;

            @XmlAttribute(name = "multifunction")
            public @Nullable String multifunction;

            @XmlAttribute(name = "connections")
            public @Nullable String connections;
        }

        /** {@code <pf>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "pf")
        public static final class Pf extends WireLeaf {

            @XmlAttribute(name = "dev")
            public @Nullable String dev;
        }

        /** {@code <driver>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "driver")
        public static final class Driver extends WireLeaf {

            @XmlAttribute(name = "name")
            public @Nullable String name;
        }

        /** {@code <nat>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "nat")
        public static final class Nat extends WireElement {

            @XmlAttribute(name = "ipv6")
            public @Nullable String ipv6;

            @XmlMixed
            @XmlElementRefs({
                @XmlElementRef(type = Network.Forward.Nat.Address.class),
                @XmlElementRef(type = Network.Forward.Nat.Port.class),
                @XmlElementRef(type = Unknown.class),
            })
            private @Nullable List<Object> content;

            @Override
            protected @Nullable List<Object> content() {
                return content;
            }

            @Override
            protected void content(List<Object> content) {
                this.content = content;
            }

            /** {@code <address>}. */
            @XmlType(name = "")
            @XmlRootElement(name = "address")
            public static final class Address extends WireLeaf {

                @XmlAttribute(name = "start")
                public @Nullable String start;

                @XmlAttribute(name = "end")
                public @Nullable String end;
            }

            /** {@code <port>}. */
            @XmlType(name = "")
            @XmlRootElement(name = "port")
            public static final class Port extends WireLeaf {

                @XmlAttribute(name = "start")
                public @Nullable String start;

                @XmlAttribute(name = "end")
                public @Nullable String end;
            }
        }
    }

    /** {@code <portgroup>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "portgroup")
    public static final class Portgroup extends WireElement {

        @XmlAttribute(name = "name")
        public @Nullable String name;

        @XmlAttribute(name = "default")
        public @Nullable String default_;

        @XmlAttribute(name = "trustGuestRxFilters")
        public @Nullable String trustGuestRxFilters;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Virtualport.class),
            @XmlElementRef(type = Bandwidth.class),
            @XmlElementRef(type = Vlan.class),
            @XmlElementRef(type = Unknown.class),
        })
        private @Nullable List<Object> content;

        @Override
        protected @Nullable List<Object> content() {
            return content;
        }

        @Override
        protected void content(List<Object> content) {
            this.content = content;
        }
    }

    /** {@code <domain>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "domain")
    public static final class Domain extends WireLeaf {

        @XmlAttribute(name = "name")
        public @Nullable String name;

        @XmlAttribute(name = "localOnly")
        public @Nullable String localOnly;
    }

    /** {@code <dns>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "dns")
    public static final class Dns extends WireElement {

        @XmlAttribute(name = "enable")
        public @Nullable String enable;

        @XmlAttribute(name = "forwardPlainNames")
        public @Nullable String forwardPlainNames;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Network.Dns.Forwarder.class),
            @XmlElementRef(type = Network.Dns.Txt.class),
            @XmlElementRef(type = Network.Dns.Srv.class),
            @XmlElementRef(type = Network.Dns.Host.class),
            @XmlElementRef(type = Unknown.class),
        })
        private @Nullable List<Object> content;

        @Override
        protected @Nullable List<Object> content() {
            return content;
        }

        @Override
        protected void content(List<Object> content) {
            this.content = content;
        }

        /** {@code <forwarder>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "forwarder")
        public static final class Forwarder extends WireLeaf {

            @XmlAttribute(name = "addr")
            public @Nullable String addr;

            @XmlAttribute(name = "domain")
            public @Nullable String domain;
        }

        /** {@code <txt>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "txt")
        public static final class Txt extends WireLeaf {

            @XmlAttribute(name = "name")
            public @Nullable String name;

            @XmlAttribute(name = "value")
            public @Nullable String value;
        }

        /** {@code <srv>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "srv")
        public static final class Srv extends WireLeaf {

            @XmlAttribute(name = "service")
            public @Nullable String service;

            @XmlAttribute(name = "protocol")
            public @Nullable String protocol;

            @XmlAttribute(name = "domain")
            public @Nullable String domain;

            @XmlAttribute(name = "target")
            public @Nullable String target;

            @XmlAttribute(name = "port")
            public @Nullable String port;

            @XmlAttribute(name = "priority")
            public @Nullable String priority;

            @XmlAttribute(name = "weight")
            public @Nullable String weight;
        }

        /** {@code <host>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "host")
        public static final class Host extends WireElement {

            @XmlAttribute(name = "ip")
            public @Nullable String ip;

            @XmlMixed
            @XmlElementRefs({
                @XmlElementRef(type = Network.Dns.Host.Hostname.class),
                @XmlElementRef(type = Unknown.class),
            })
            private @Nullable List<Object> content;

            @Override
            protected @Nullable List<Object> content() {
                return content;
            }

            @Override
            protected void content(List<Object> content) {
                this.content = content;
            }

            /** {@code <hostname>}. */
            @XmlType(name = "")
            @XmlRootElement(name = "hostname")
            public static final class Hostname extends WireLeaf {
            }
        }
    }

    /** {@code <ip>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "ip")
    public static final class Ip extends WireElement {

        @XmlAttribute(name = "address")
        public @Nullable String address;

        @XmlAttribute(name = "netmask")
        public @Nullable String netmask;

        @XmlAttribute(name = "prefix")
        public @Nullable String prefix;

        @XmlAttribute(name = "family")
        public @Nullable String family;

        @XmlAttribute(name = "localPtr")
        public @Nullable String localPtr;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Network.Ip.Tftp.class),
            @XmlElementRef(type = Network.Ip.Dhcp.class),
            @XmlElementRef(type = Unknown.class),
        })
        private @Nullable List<Object> content;

        @Override
        protected @Nullable List<Object> content() {
            return content;
        }

        @Override
        protected void content(List<Object> content) {
            this.content = content;
        }

        /** {@code <tftp>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "tftp")
        public static final class Tftp extends WireLeaf {

            @XmlAttribute(name = "root")
            public @Nullable String root;
        }

        /** {@code <dhcp>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "dhcp")
        public static final class Dhcp extends WireElement {

            @XmlMixed
            @XmlElementRefs({
                @XmlElementRef(type = Network.Ip.Dhcp.Range.class),
                @XmlElementRef(type = Network.Ip.Dhcp.Host.class),
                @XmlElementRef(type = Network.Ip.Dhcp.Bootp.class),
                @XmlElementRef(type = Unknown.class),
            })
            private @Nullable List<Object> content;

            @Override
            protected @Nullable List<Object> content() {
                return content;
            }

            @Override
            protected void content(List<Object> content) {
                this.content = content;
            }

            /** {@code <range>}. */
            @XmlType(name = "")
            @XmlRootElement(name = "range")
            public static final class Range extends WireElement {

                @XmlAttribute(name = "start")
                public @Nullable String start;

                @XmlAttribute(name = "end")
                public @Nullable String end;

                @XmlMixed
                @XmlElementRefs({
                    @XmlElementRef(type = Network.Ip.Dhcp.Range.Lease.class),
                    @XmlElementRef(type = Unknown.class),
                })
                private @Nullable List<Object> content;

                @Override
                protected @Nullable List<Object> content() {
                    return content;
                }

                @Override
                protected void content(List<Object> content) {
                    this.content = content;
                }

                /** {@code <lease>}. */
                @XmlType(name = "")
                @XmlRootElement(name = "lease")
                public static final class Lease extends WireLeaf {

                    @XmlAttribute(name = "expiry")
                    public @Nullable String expiry;

                    @XmlAttribute(name = "unit")
                    public @Nullable String unit;
                }
            }

            /** {@code <host>}. */
            @XmlType(name = "")
            @XmlRootElement(name = "host")
            public static final class Host extends WireElement {

                @XmlAttribute(name = "mac")
                public @Nullable String mac;

                @XmlAttribute(name = "id")
                public @Nullable String id;

                @XmlAttribute(name = "name")
                public @Nullable String name;

                @XmlAttribute(name = "ip")
                public @Nullable String ip;

                @XmlMixed
                @XmlElementRefs({
                    @XmlElementRef(type = Network.Ip.Dhcp.Host.Lease.class),
                    @XmlElementRef(type = Unknown.class),
                })
                private @Nullable List<Object> content;

                @Override
                protected @Nullable List<Object> content() {
                    return content;
                }

                @Override
                protected void content(List<Object> content) {
                    this.content = content;
                }

                /** {@code <lease>}. */
                @XmlType(name = "")
                @XmlRootElement(name = "lease")
                public static final class Lease extends WireLeaf {

                    @XmlAttribute(name = "expiry")
                    public @Nullable String expiry;

                    @XmlAttribute(name = "unit")
                    public @Nullable String unit;
                }
            }

            /** {@code <bootp>}. */
            @XmlType(name = "")
            @XmlRootElement(name = "bootp")
            public static final class Bootp extends WireLeaf {

                @XmlAttribute(name = "file")
                public @Nullable String file;

                @XmlAttribute(name = "server")
                public @Nullable String server;
            }
        }
    }

    /** {@code <options>} of http://libvirt.org/schemas/network/dnsmasq/1.0. */
    @XmlType(name = "")
    @XmlRootElement(name = "options", namespace = "http://libvirt.org/schemas/network/dnsmasq/1.0")
    public static final class DnsmasqOptions extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Network.DnsmasqOptions.DnsmasqOption.class),
            @XmlElementRef(type = Unknown.class),
        })
        private @Nullable List<Object> content;

        @Override
        protected @Nullable List<Object> content() {
            return content;
        }

        @Override
        protected void content(List<Object> content) {
            this.content = content;
        }

        /** {@code <option>} of http://libvirt.org/schemas/network/dnsmasq/1.0. */
        @XmlType(name = "")
        @XmlRootElement(name = "option", namespace = "http://libvirt.org/schemas/network/dnsmasq/1.0")
        public static final class DnsmasqOption extends WireLeaf {

            @XmlAttribute(name = "value")
            public @Nullable String value;
        }
    }
}
