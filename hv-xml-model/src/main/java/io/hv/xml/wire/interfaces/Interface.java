// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.interfaces;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.basic.Link;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <interface>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "interface")
public final class Interface extends WireElement {

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "name")
    public @Nullable String name;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Start.class),
        @XmlElementRef(type = Mac.class),
        @XmlElementRef(type = Link.class),
        @XmlElementRef(type = Mtu.class),
        @XmlElementRef(type = Protocol.class),
        @XmlElementRef(type = Vlan.class),
        @XmlElementRef(type = Interface.Bridge.class),
        @XmlElementRef(type = Bond.class),
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

    /** {@code <bridge>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "bridge")
    public static final class Bridge extends WireElement {

        @XmlAttribute(name = "stp")
        public @Nullable String stp;

        @XmlAttribute(name = "delay")
        public @Nullable String delay;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = BareEthernetInterface.class),
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
}
