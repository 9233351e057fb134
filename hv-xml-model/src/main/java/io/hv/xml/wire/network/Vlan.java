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

/** {@code <vlan>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "vlan")
public final class Vlan extends WireElement {

    @XmlAttribute(name = "trunk")
    public @Nullable String trunk;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Vlan.Tag.class),
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

    /** {@code <tag>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "tag")
    public static final class Tag extends WireLeaf {

        @XmlAttribute(name = "id")
        public @Nullable String id;

        @XmlAttribute(name = "nativeMode")
        public @Nullable String nativeMode;
    }
}
