// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.network;

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

/** {@code <virtualport>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "virtualport")
public final class Virtualport extends WireElement {

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Virtualport.Parameters.class),
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

    /** {@code <parameters>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "parameters")
    public static final class Parameters extends WireLeaf {

        @XmlAttribute(name = "managerid")
        public @Nullable String managerid;

        @XmlAttribute(name = "typeid")
        public @Nullable String typeid;

        @XmlAttribute(name = "typeidversion")
        public @Nullable String typeidversion;

        @XmlAttribute(name = "instanceid")
        public @Nullable String instanceid;

        @XmlAttribute(name = "profileid")
        public @Nullable String profileid;

        @XmlAttribute(name = "interfaceid")
        public @Nullable String interfaceid;
    }
}
