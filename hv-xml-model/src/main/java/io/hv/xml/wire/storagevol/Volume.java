// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.storagevol;

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

/** {@code <volume>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "volume")
public final class Volume extends WireElement {

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Volume.Name.class),
        @XmlElementRef(type = Volume.Key.class),
        @XmlElementRef(type = Source.class),
        @XmlElementRef(type = Capacity.class),
        @XmlElementRef(type = Allocation.class),
        @XmlElementRef(type = Physical.class),
        @XmlElementRef(type = Target.class),
        @XmlElementRef(type = BackingStore.class),
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

    /** {@code <key>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "key")
    public static final class Key extends WireLeaf {
    }
}
