// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.basic;

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

/** {@code <adapter>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "adapter")
public final class Adapter extends WireElement {

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "name")
    public @Nullable String name;

    @XmlAttribute(name = "parent")
    public @Nullable String parent;

    @XmlAttribute(name = "managed")
    public @Nullable String managed;

    @XmlAttribute(name = "parent_wwnn")
    public @Nullable String parentWwnn;

    @XmlAttribute(name = "parent_wwpn")
    public @Nullable String parentWwpn;

    @XmlAttribute(name = "parent_fabric_wwn")
    public @Nullable String parentFabricWwn;

    @XmlAttribute(name = "wwnn")
    public @Nullable String wwnn;

    @XmlAttribute(name = "wwpn")
    public @Nullable String wwpn;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Adapter.Parentaddr.class),
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

    /** {@code <parentaddr>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "parentaddr")
    public static final class Parentaddr extends WireElement {

        @XmlAttribute(name = "unique_id")
        public @Nullable String uniqueId;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Adapter.Parentaddr.Address.class),
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
        }
    }
}
