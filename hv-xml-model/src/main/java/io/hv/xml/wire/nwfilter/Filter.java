// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.nwfilter;

import io.hv.xml.wire.Mingled;
import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <filter>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "filter")
@Mingled({
    Filter.Filterref.class,
    Filter.Rule.class,
})
public final class Filter extends WireElement {

    @XmlAttribute(name = "name")
    public @Nullable String name;

    @XmlAttribute(name = "chain")
    public @Nullable String chain;

    @XmlAttribute(name = "priority")
    public @Nullable String priority;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Filter.Uuid.class),
        @XmlElementRef(type = Filter.Filterref.class),
        @XmlElementRef(type = Filter.Rule.class),
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

    /** {@code <uuid>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "uuid")
    public static final class Uuid extends WireLeaf {
    }

    /** {@code <filterref>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "filterref")
    public static final class Filterref extends WireElement {

        @XmlAttribute(name = "filter")
        public @Nullable String filter;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Parameter.class),
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

    /** {@code <rule>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "rule")
    public static final class Rule extends WireElement {

        @XmlAttribute(name = "action")
        public @Nullable String action;

        @XmlAttribute(name = "direction")
        public @Nullable String direction;

        @XmlAttribute(name = "priority")
        public @Nullable String priority;

        @XmlAttribute(name = "statematch")
        public @Nullable String statematch;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Filter.Rule.Mac.class),
            @XmlElementRef(type = Filter.Rule.Vlan.class),
            @XmlElementRef(type = Filter.Rule.Stp.class),
            @XmlElementRef(type = Filter.Rule.Arp.class),
            @XmlElementRef(type = Filter.Rule.Rarp.class),
            @XmlElementRef(type = Filter.Rule.Ip.class),
            @XmlElementRef(type = Filter.Rule.Ipv6.class),
            @XmlElementRef(type = Filter.Rule.Tcp.class),
            @XmlElementRef(type = Filter.Rule.Udp.class),
            @XmlElementRef(type = Filter.Rule.Sctp.class),
            @XmlElementRef(type = Filter.Rule.Icmp.class),
            @XmlElementRef(type = Filter.Rule.Igmp.class),
            @XmlElementRef(type = Filter.Rule.All.class),
            @XmlElementRef(type = Filter.Rule.Esp.class),
            @XmlElementRef(type = Filter.Rule.Ah.class),
            @XmlElementRef(type = Filter.Rule.Udplite.class),
            @XmlElementRef(type = Filter.Rule.TcpIpv6.class),
            @XmlElementRef(type = Filter.Rule.UdpIpv6.class),
            @XmlElementRef(type = Filter.Rule.SctpIpv6.class),
            @XmlElementRef(type = Filter.Rule.Icmpv6.class),
            @XmlElementRef(type = Filter.Rule.AllIpv6.class),
            @XmlElementRef(type = Filter.Rule.EspIpv6.class),
            @XmlElementRef(type = Filter.Rule.AhIpv6.class),
            @XmlElementRef(type = Filter.Rule.UdpliteIpv6.class),
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

        /** {@code <mac>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "mac")
        public static final class Mac extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcmacmask")
            public @Nullable String srcmacmask;

            @XmlAttribute(name = "dstmacaddr")
            public @Nullable String dstmacaddr;

            @XmlAttribute(name = "dstmacmask")
            public @Nullable String dstmacmask;

            @XmlAttribute(name = "protocolid")
            public @Nullable String protocolid;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <vlan>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "vlan")
        public static final class Vlan extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcmacmask")
            public @Nullable String srcmacmask;

            @XmlAttribute(name = "dstmacaddr")
            public @Nullable String dstmacaddr;

            @XmlAttribute(name = "dstmacmask")
            public @Nullable String dstmacmask;

            @XmlAttribute(name = "vlanid")
            public @Nullable String vlanid;

            @XmlAttribute(name = "encap-protocol")
            public @Nullable String encapProtocol;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <stp>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "stp")
        public static final class Stp extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcmacmask")
            public @Nullable String srcmacmask;

            @XmlAttribute(name = "type")
            public @Nullable String type;

            @XmlAttribute(name = "flags")
            public @Nullable String flags;

            @XmlAttribute(name = "root-priority")
            public @Nullable String rootPriority;

            @XmlAttribute(name = "root-priority-hi")
            public @Nullable String rootPriorityHi;

            @XmlAttribute(name = "root-address")
            public @Nullable String rootAddress;

            @XmlAttribute(name = "root-address-mask")
            public @Nullable String rootAddressMask;

            @XmlAttribute(name = "root-cost")
            public @Nullable String rootCost;

            @XmlAttribute(name = "root-cost-hi")
            public @Nullable String rootCostHi;

            @XmlAttribute(name = "sender-priority")
            public @Nullable String senderPriority;

            @XmlAttribute(name = "sender-priority-hi")
            public @Nullable String senderPriorityHi;

            @XmlAttribute(name = "sender-address")
            public @Nullable String senderAddress;

            @XmlAttribute(name = "sender-address-mask")
            public @Nullable String senderAddressMask;

            @XmlAttribute(name = "port")
            public @Nullable String port;

            @XmlAttribute(name = "port-hi")
            public @Nullable String portHi;

            @XmlAttribute(name = "age")
            public @Nullable String age;

            @XmlAttribute(name = "age-hi")
            public @Nullable String ageHi;

            @XmlAttribute(name = "max-age")
            public @Nullable String maxAge;

            @XmlAttribute(name = "max-age-hi")
            public @Nullable String maxAgeHi;

            @XmlAttribute(name = "hello-time")
            public @Nullable String helloTime;

            @XmlAttribute(name = "hello-time-hi")
            public @Nullable String helloTimeHi;

            @XmlAttribute(name = "forward-delay")
            public @Nullable String forwardDelay;

            @XmlAttribute(name = "forward-delay-hi")
            public @Nullable String forwardDelayHi;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <arp>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "arp")
        public static final class Arp extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcmacmask")
            public @Nullable String srcmacmask;

            @XmlAttribute(name = "dstmacaddr")
            public @Nullable String dstmacaddr;

            @XmlAttribute(name = "dstmacmask")
            public @Nullable String dstmacmask;

            @XmlAttribute(name = "arpsrcmacaddr")
            public @Nullable String arpsrcmacaddr;

            @XmlAttribute(name = "arpsrcipaddr")
            public @Nullable String arpsrcipaddr;

            @XmlAttribute(name = "arpdstmacaddr")
            public @Nullable String arpdstmacaddr;

            @XmlAttribute(name = "arpdstipaddr")
            public @Nullable String arpdstipaddr;

            @XmlAttribute(name = "hwtype")
            public @Nullable String hwtype;

            @XmlAttribute(name = "opcode")
            public @Nullable String opcode;

            @XmlAttribute(name = "protocoltype")
            public @Nullable String protocoltype;

            @XmlAttribute(name = "gratuitous")
            public @Nullable String gratuitous;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <rarp>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "rarp")
        public static final class Rarp extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcmacmask")
            public @Nullable String srcmacmask;

            @XmlAttribute(name = "dstmacaddr")
            public @Nullable String dstmacaddr;

            @XmlAttribute(name = "dstmacmask")
            public @Nullable String dstmacmask;

            @XmlAttribute(name = "arpsrcmacaddr")
            public @Nullable String arpsrcmacaddr;

            @XmlAttribute(name = "arpsrcipaddr")
            public @Nullable String arpsrcipaddr;

            @XmlAttribute(name = "arpdstmacaddr")
            public @Nullable String arpdstmacaddr;

            @XmlAttribute(name = "arpdstipaddr")
            public @Nullable String arpdstipaddr;

            @XmlAttribute(name = "hwtype")
            public @Nullable String hwtype;

            @XmlAttribute(name = "opcode")
            public @Nullable String opcode;

            @XmlAttribute(name = "protocoltype")
            public @Nullable String protocoltype;

            @XmlAttribute(name = "gratuitous")
            public @Nullable String gratuitous;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <ip>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "ip")
        public static final class Ip extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcmacmask")
            public @Nullable String srcmacmask;

            @XmlAttribute(name = "dstmacaddr")
            public @Nullable String dstmacaddr;

            @XmlAttribute(name = "dstmacmask")
            public @Nullable String dstmacmask;

            @XmlAttribute(name = "srcipaddr")
            public @Nullable String srcipaddr;

            @XmlAttribute(name = "srcipmask")
            public @Nullable String srcipmask;

            @XmlAttribute(name = "dstipaddr")
            public @Nullable String dstipaddr;

            @XmlAttribute(name = "dstipmask")
            public @Nullable String dstipmask;

            @XmlAttribute(name = "srcportstart")
            public @Nullable String srcportstart;

            @XmlAttribute(name = "srcportend")
            public @Nullable String srcportend;

            @XmlAttribute(name = "dstportstart")
            public @Nullable String dstportstart;

            @XmlAttribute(name = "dstportend")
            public @Nullable String dstportend;

            @XmlAttribute(name = "protocol")
            public @Nullable String protocol;

            @XmlAttribute(name = "dscp")
            public @Nullable String dscp;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <ipv6>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "ipv6")
        public static final class Ipv6 extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcmacmask")
            public @Nullable String srcmacmask;

            @XmlAttribute(name = "dstmacaddr")
            public @Nullable String dstmacaddr;

            @XmlAttribute(name = "dstmacmask")
            public @Nullable String dstmacmask;

            @XmlAttribute(name = "srcipaddr")
            public @Nullable String srcipaddr;

            @XmlAttribute(name = "srcipmask")
            public @Nullable String srcipmask;

            @XmlAttribute(name = "dstipaddr")
            public @Nullable String dstipaddr;

            @XmlAttribute(name = "dstipmask")
            public @Nullable String dstipmask;

            @XmlAttribute(name = "srcportstart")
            public @Nullable String srcportstart;

            @XmlAttribute(name = "srcportend")
            public @Nullable String srcportend;

            @XmlAttribute(name = "dstportstart")
            public @Nullable String dstportstart;

            @XmlAttribute(name = "dstportend")
            public @Nullable String dstportend;

            @XmlAttribute(name = "protocol")
            public @Nullable String protocol;

            @XmlAttribute(name = "type")
            public @Nullable String type;

            @XmlAttribute(name = "typeend")
            public @Nullable String typeend;

            @XmlAttribute(name = "code")
            public @Nullable String code;

            @XmlAttribute(name = "codeend")
            public @Nullable String codeend;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <tcp>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "tcp")
        public static final class Tcp extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcportstart")
            public @Nullable String srcportstart;

            @XmlAttribute(name = "srcportend")
            public @Nullable String srcportend;

            @XmlAttribute(name = "dstportstart")
            public @Nullable String dstportstart;

            @XmlAttribute(name = "dstportend")
            public @Nullable String dstportend;

            @XmlAttribute(name = "srcipaddr")
            public @Nullable String srcipaddr;

            @XmlAttribute(name = "srcipmask")
            public @Nullable String srcipmask;

            @XmlAttribute(name = "dstipaddr")
            public @Nullable String dstipaddr;

            @XmlAttribute(name = "dstipmask")
            public @Nullable String dstipmask;

            @XmlAttribute(name = "srcipfrom")
            public @Nullable String srcipfrom;

            @XmlAttribute(name = "srcipto")
            public @Nullable String srcipto;

            @XmlAttribute(name = "dstipfrom")
            public @Nullable String dstipfrom;

            @XmlAttribute(name = "dstipto")
            public @Nullable String dstipto;

            @XmlAttribute(name = "dscp")
            public @Nullable String dscp;

            @XmlAttribute(name = "connlimit-above")
            public @Nullable String connlimitAbove;

            @XmlAttribute(name = "state")
            public @Nullable String state;

            @XmlAttribute(name = "ipset")
            public @Nullable String ipset;

            @XmlAttribute(name = "ipsetflags")
            public @Nullable String ipsetflags;

            @XmlAttribute(name = "flags")
            public @Nullable String flags;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <udp>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "udp")
        public static final class Udp extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcportstart")
            public @Nullable String srcportstart;

            @XmlAttribute(name = "srcportend")
            public @Nullable String srcportend;

            @XmlAttribute(name = "dstportstart")
            public @Nullable String dstportstart;

            @XmlAttribute(name = "dstportend")
            public @Nullable String dstportend;

            @XmlAttribute(name = "srcipaddr")
            public @Nullable String srcipaddr;

            @XmlAttribute(name = "srcipmask")
            public @Nullable String srcipmask;

            @XmlAttribute(name = "dstipaddr")
            public @Nullable String dstipaddr;

            @XmlAttribute(name = "dstipmask")
            public @Nullable String dstipmask;

            @XmlAttribute(name = "srcipfrom")
            public @Nullable String srcipfrom;

            @XmlAttribute(name = "srcipto")
            public @Nullable String srcipto;

            @XmlAttribute(name = "dstipfrom")
            public @Nullable String dstipfrom;

            @XmlAttribute(name = "dstipto")
            public @Nullable String dstipto;

            @XmlAttribute(name = "dscp")
            public @Nullable String dscp;

            @XmlAttribute(name = "connlimit-above")
            public @Nullable String connlimitAbove;

            @XmlAttribute(name = "state")
            public @Nullable String state;

            @XmlAttribute(name = "ipset")
            public @Nullable String ipset;

            @XmlAttribute(name = "ipsetflags")
            public @Nullable String ipsetflags;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <sctp>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "sctp")
        public static final class Sctp extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcportstart")
            public @Nullable String srcportstart;

            @XmlAttribute(name = "srcportend")
            public @Nullable String srcportend;

            @XmlAttribute(name = "dstportstart")
            public @Nullable String dstportstart;

            @XmlAttribute(name = "dstportend")
            public @Nullable String dstportend;

            @XmlAttribute(name = "srcipaddr")
            public @Nullable String srcipaddr;

            @XmlAttribute(name = "srcipmask")
            public @Nullable String srcipmask;

            @XmlAttribute(name = "dstipaddr")
            public @Nullable String dstipaddr;

            @XmlAttribute(name = "dstipmask")
            public @Nullable String dstipmask;

            @XmlAttribute(name = "srcipfrom")
            public @Nullable String srcipfrom;

            @XmlAttribute(name = "srcipto")
            public @Nullable String srcipto;

            @XmlAttribute(name = "dstipfrom")
            public @Nullable String dstipfrom;

            @XmlAttribute(name = "dstipto")
            public @Nullable String dstipto;

            @XmlAttribute(name = "dscp")
            public @Nullable String dscp;

            @XmlAttribute(name = "connlimit-above")
            public @Nullable String connlimitAbove;

            @XmlAttribute(name = "state")
            public @Nullable String state;

            @XmlAttribute(name = "ipset")
            public @Nullable String ipset;

            @XmlAttribute(name = "ipsetflags")
            public @Nullable String ipsetflags;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <icmp>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "icmp")
        public static final class Icmp extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcipaddr")
            public @Nullable String srcipaddr;

            @XmlAttribute(name = "srcipmask")
            public @Nullable String srcipmask;

            @XmlAttribute(name = "dstipaddr")
            public @Nullable String dstipaddr;

            @XmlAttribute(name = "dstipmask")
            public @Nullable String dstipmask;

            @XmlAttribute(name = "srcipfrom")
            public @Nullable String srcipfrom;

            @XmlAttribute(name = "srcipto")
            public @Nullable String srcipto;

            @XmlAttribute(name = "dstipfrom")
            public @Nullable String dstipfrom;

            @XmlAttribute(name = "dstipto")
            public @Nullable String dstipto;

            @XmlAttribute(name = "dscp")
            public @Nullable String dscp;

            @XmlAttribute(name = "connlimit-above")
            public @Nullable String connlimitAbove;

            @XmlAttribute(name = "state")
            public @Nullable String state;

            @XmlAttribute(name = "ipset")
            public @Nullable String ipset;

            @XmlAttribute(name = "ipsetflags")
            public @Nullable String ipsetflags;

            @XmlAttribute(name = "type")
            public @Nullable String type;

            @XmlAttribute(name = "code")
            public @Nullable String code;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <igmp>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "igmp")
        public static final class Igmp extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcipaddr")
            public @Nullable String srcipaddr;

            @XmlAttribute(name = "srcipmask")
            public @Nullable String srcipmask;

            @XmlAttribute(name = "dstipaddr")
            public @Nullable String dstipaddr;

            @XmlAttribute(name = "dstipmask")
            public @Nullable String dstipmask;

            @XmlAttribute(name = "srcipfrom")
            public @Nullable String srcipfrom;

            @XmlAttribute(name = "srcipto")
            public @Nullable String srcipto;

            @XmlAttribute(name = "dstipfrom")
            public @Nullable String dstipfrom;

            @XmlAttribute(name = "dstipto")
            public @Nullable String dstipto;

            @XmlAttribute(name = "dscp")
            public @Nullable String dscp;

            @XmlAttribute(name = "connlimit-above")
            public @Nullable String connlimitAbove;

            @XmlAttribute(name = "state")
            public @Nullable String state;

            @XmlAttribute(name = "ipset")
            public @Nullable String ipset;

            @XmlAttribute(name = "ipsetflags")
            public @Nullable String ipsetflags;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <all>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "all")
        public static final class All extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcipaddr")
            public @Nullable String srcipaddr;

            @XmlAttribute(name = "srcipmask")
            public @Nullable String srcipmask;

            @XmlAttribute(name = "dstipaddr")
            public @Nullable String dstipaddr;

            @XmlAttribute(name = "dstipmask")
            public @Nullable String dstipmask;

            @XmlAttribute(name = "srcipfrom")
            public @Nullable String srcipfrom;

            @XmlAttribute(name = "srcipto")
            public @Nullable String srcipto;

            @XmlAttribute(name = "dstipfrom")
            public @Nullable String dstipfrom;

            @XmlAttribute(name = "dstipto")
            public @Nullable String dstipto;

            @XmlAttribute(name = "dscp")
            public @Nullable String dscp;

            @XmlAttribute(name = "connlimit-above")
            public @Nullable String connlimitAbove;

            @XmlAttribute(name = "state")
            public @Nullable String state;

            @XmlAttribute(name = "ipset")
            public @Nullable String ipset;

            @XmlAttribute(name = "ipsetflags")
            public @Nullable String ipsetflags;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <esp>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "esp")
        public static final class Esp extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcipaddr")
            public @Nullable String srcipaddr;

            @XmlAttribute(name = "srcipmask")
            public @Nullable String srcipmask;

            @XmlAttribute(name = "dstipaddr")
            public @Nullable String dstipaddr;

            @XmlAttribute(name = "dstipmask")
            public @Nullable String dstipmask;

            @XmlAttribute(name = "srcipfrom")
            public @Nullable String srcipfrom;

            @XmlAttribute(name = "srcipto")
            public @Nullable String srcipto;

            @XmlAttribute(name = "dstipfrom")
            public @Nullable String dstipfrom;

            @XmlAttribute(name = "dstipto")
            public @Nullable String dstipto;

            @XmlAttribute(name = "dscp")
            public @Nullable String dscp;

            @XmlAttribute(name = "connlimit-above")
            public @Nullable String connlimitAbove;

            @XmlAttribute(name = "state")
            public @Nullable String state;

            @XmlAttribute(name = "ipset")
            public @Nullable String ipset;

            @XmlAttribute(name = "ipsetflags")
            public @Nullable String ipsetflags;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <ah>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "ah")
        public static final class Ah extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcipaddr")
            public @Nullable String srcipaddr;

            @XmlAttribute(name = "srcipmask")
            public @Nullable String srcipmask;

            @XmlAttribute(name = "dstipaddr")
            public @Nullable String dstipaddr;

            @XmlAttribute(name = "dstipmask")
            public @Nullable String dstipmask;

            @XmlAttribute(name = "srcipfrom")
            public @Nullable String srcipfrom;

            @XmlAttribute(name = "srcipto")
            public @Nullable String srcipto;

            @XmlAttribute(name = "dstipfrom")
            public @Nullable String dstipfrom;

            @XmlAttribute(name = "dstipto")
            public @Nullable String dstipto;

            @XmlAttribute(name = "dscp")
            public @Nullable String dscp;

            @XmlAttribute(name = "connlimit-above")
            public @Nullable String connlimitAbove;

            @XmlAttribute(name = "state")
            public @Nullable String state;

            @XmlAttribute(name = "ipset")
            public @Nullable String ipset;

            @XmlAttribute(name = "ipsetflags")
            public @Nullable String ipsetflags;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <udplite>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "udplite")
        public static final class Udplite extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcipaddr")
            public @Nullable String srcipaddr;

            @XmlAttribute(name = "srcipmask")
            public @Nullable String srcipmask;

            @XmlAttribute(name = "dstipaddr")
            public @Nullable String dstipaddr;

            @XmlAttribute(name = "dstipmask")
            public @Nullable String dstipmask;

            @XmlAttribute(name = "srcipfrom")
            public @Nullable String srcipfrom;

            @XmlAttribute(name = "srcipto")
            public @Nullable String srcipto;

            @XmlAttribute(name = "dstipfrom")
            public @Nullable String dstipfrom;

            @XmlAttribute(name = "dstipto")
            public @Nullable String dstipto;

            @XmlAttribute(name = "dscp")
            public @Nullable String dscp;

            @XmlAttribute(name = "connlimit-above")
            public @Nullable String connlimitAbove;

            @XmlAttribute(name = "state")
            public @Nullable String state;

            @XmlAttribute(name = "ipset")
            public @Nullable String ipset;

            @XmlAttribute(name = "ipsetflags")
            public @Nullable String ipsetflags;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <tcp-ipv6>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "tcp-ipv6")
        public static final class TcpIpv6 extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcportstart")
            public @Nullable String srcportstart;

            @XmlAttribute(name = "srcportend")
            public @Nullable String srcportend;

            @XmlAttribute(name = "dstportstart")
            public @Nullable String dstportstart;

            @XmlAttribute(name = "dstportend")
            public @Nullable String dstportend;

            @XmlAttribute(name = "srcipaddr")
            public @Nullable String srcipaddr;

            @XmlAttribute(name = "srcipmask")
            public @Nullable String srcipmask;

            @XmlAttribute(name = "dstipaddr")
            public @Nullable String dstipaddr;

            @XmlAttribute(name = "dstipmask")
            public @Nullable String dstipmask;

            @XmlAttribute(name = "srcipfrom")
            public @Nullable String srcipfrom;

            @XmlAttribute(name = "srcipto")
            public @Nullable String srcipto;

            @XmlAttribute(name = "dstipfrom")
            public @Nullable String dstipfrom;

            @XmlAttribute(name = "dstipto")
            public @Nullable String dstipto;

            @XmlAttribute(name = "dscp")
            public @Nullable String dscp;

            @XmlAttribute(name = "flags")
            public @Nullable String flags;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <udp-ipv6>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "udp-ipv6")
        public static final class UdpIpv6 extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcportstart")
            public @Nullable String srcportstart;

            @XmlAttribute(name = "srcportend")
            public @Nullable String srcportend;

            @XmlAttribute(name = "dstportstart")
            public @Nullable String dstportstart;

            @XmlAttribute(name = "dstportend")
            public @Nullable String dstportend;

            @XmlAttribute(name = "srcipaddr")
            public @Nullable String srcipaddr;

            @XmlAttribute(name = "srcipmask")
            public @Nullable String srcipmask;

            @XmlAttribute(name = "dstipaddr")
            public @Nullable String dstipaddr;

            @XmlAttribute(name = "dstipmask")
            public @Nullable String dstipmask;

            @XmlAttribute(name = "srcipfrom")
            public @Nullable String srcipfrom;

            @XmlAttribute(name = "srcipto")
            public @Nullable String srcipto;

            @XmlAttribute(name = "dstipfrom")
            public @Nullable String dstipfrom;

            @XmlAttribute(name = "dstipto")
            public @Nullable String dstipto;

            @XmlAttribute(name = "dscp")
            public @Nullable String dscp;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <sctp-ipv6>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "sctp-ipv6")
        public static final class SctpIpv6 extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcportstart")
            public @Nullable String srcportstart;

            @XmlAttribute(name = "srcportend")
            public @Nullable String srcportend;

            @XmlAttribute(name = "dstportstart")
            public @Nullable String dstportstart;

            @XmlAttribute(name = "dstportend")
            public @Nullable String dstportend;

            @XmlAttribute(name = "srcipaddr")
            public @Nullable String srcipaddr;

            @XmlAttribute(name = "srcipmask")
            public @Nullable String srcipmask;

            @XmlAttribute(name = "dstipaddr")
            public @Nullable String dstipaddr;

            @XmlAttribute(name = "dstipmask")
            public @Nullable String dstipmask;

            @XmlAttribute(name = "srcipfrom")
            public @Nullable String srcipfrom;

            @XmlAttribute(name = "srcipto")
            public @Nullable String srcipto;

            @XmlAttribute(name = "dstipfrom")
            public @Nullable String dstipfrom;

            @XmlAttribute(name = "dstipto")
            public @Nullable String dstipto;

            @XmlAttribute(name = "dscp")
            public @Nullable String dscp;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <icmpv6>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "icmpv6")
        public static final class Icmpv6 extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcipaddr")
            public @Nullable String srcipaddr;

            @XmlAttribute(name = "srcipmask")
            public @Nullable String srcipmask;

            @XmlAttribute(name = "dstipaddr")
            public @Nullable String dstipaddr;

            @XmlAttribute(name = "dstipmask")
            public @Nullable String dstipmask;

            @XmlAttribute(name = "srcipfrom")
            public @Nullable String srcipfrom;

            @XmlAttribute(name = "srcipto")
            public @Nullable String srcipto;

            @XmlAttribute(name = "dstipfrom")
            public @Nullable String dstipfrom;

            @XmlAttribute(name = "dstipto")
            public @Nullable String dstipto;

            @XmlAttribute(name = "dscp")
            public @Nullable String dscp;

            @XmlAttribute(name = "type")
            public @Nullable String type;

            @XmlAttribute(name = "code")
            public @Nullable String code;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <all-ipv6>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "all-ipv6")
        public static final class AllIpv6 extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcipaddr")
            public @Nullable String srcipaddr;

            @XmlAttribute(name = "srcipmask")
            public @Nullable String srcipmask;

            @XmlAttribute(name = "dstipaddr")
            public @Nullable String dstipaddr;

            @XmlAttribute(name = "dstipmask")
            public @Nullable String dstipmask;

            @XmlAttribute(name = "srcipfrom")
            public @Nullable String srcipfrom;

            @XmlAttribute(name = "srcipto")
            public @Nullable String srcipto;

            @XmlAttribute(name = "dstipfrom")
            public @Nullable String dstipfrom;

            @XmlAttribute(name = "dstipto")
            public @Nullable String dstipto;

            @XmlAttribute(name = "dscp")
            public @Nullable String dscp;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <esp-ipv6>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "esp-ipv6")
        public static final class EspIpv6 extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcipaddr")
            public @Nullable String srcipaddr;

            @XmlAttribute(name = "srcipmask")
            public @Nullable String srcipmask;

            @XmlAttribute(name = "dstipaddr")
            public @Nullable String dstipaddr;

            @XmlAttribute(name = "dstipmask")
            public @Nullable String dstipmask;

            @XmlAttribute(name = "srcipfrom")
            public @Nullable String srcipfrom;

            @XmlAttribute(name = "srcipto")
            public @Nullable String srcipto;

            @XmlAttribute(name = "dstipfrom")
            public @Nullable String dstipfrom;

            @XmlAttribute(name = "dstipto")
            public @Nullable String dstipto;

            @XmlAttribute(name = "dscp")
            public @Nullable String dscp;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <ah-ipv6>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "ah-ipv6")
        public static final class AhIpv6 extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcipaddr")
            public @Nullable String srcipaddr;

            @XmlAttribute(name = "srcipmask")
            public @Nullable String srcipmask;

            @XmlAttribute(name = "dstipaddr")
            public @Nullable String dstipaddr;

            @XmlAttribute(name = "dstipmask")
            public @Nullable String dstipmask;

            @XmlAttribute(name = "srcipfrom")
            public @Nullable String srcipfrom;

            @XmlAttribute(name = "srcipto")
            public @Nullable String srcipto;

            @XmlAttribute(name = "dstipfrom")
            public @Nullable String dstipfrom;

            @XmlAttribute(name = "dstipto")
            public @Nullable String dstipto;

            @XmlAttribute(name = "dscp")
            public @Nullable String dscp;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }

        /** {@code <udplite-ipv6>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "udplite-ipv6")
        public static final class UdpliteIpv6 extends WireLeaf {

            @XmlAttribute(name = "match")
            public @Nullable String match;

            @XmlAttribute(name = "srcmacaddr")
            public @Nullable String srcmacaddr;

            @XmlAttribute(name = "srcipaddr")
            public @Nullable String srcipaddr;

            @XmlAttribute(name = "srcipmask")
            public @Nullable String srcipmask;

            @XmlAttribute(name = "dstipaddr")
            public @Nullable String dstipaddr;

            @XmlAttribute(name = "dstipmask")
            public @Nullable String dstipmask;

            @XmlAttribute(name = "srcipfrom")
            public @Nullable String srcipfrom;

            @XmlAttribute(name = "srcipto")
            public @Nullable String srcipto;

            @XmlAttribute(name = "dstipfrom")
            public @Nullable String dstipfrom;

            @XmlAttribute(name = "dstipto")
            public @Nullable String dstipto;

            @XmlAttribute(name = "dscp")
            public @Nullable String dscp;

            @XmlAttribute(name = "comment")
            public @Nullable String comment;
        }
    }
}
