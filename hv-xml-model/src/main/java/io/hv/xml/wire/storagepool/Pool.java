// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.storagepool;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <pool>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "pool")
public final class Pool extends WireElement {

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Name.class),
        @XmlElementRef(type = Uuid.class),
        @XmlElementRef(type = Capacity.class),
        @XmlElementRef(type = Allocation.class),
        @XmlElementRef(type = Available.class),
        @XmlElementRef(type = Features.class),
        @XmlElementRef(type = Source.class),
        @XmlElementRef(type = Target.class),
        @XmlElementRef(type = FsMountOpts.class),
        @XmlElementRef(type = Refresh.class),
        @XmlElementRef(type = RbdConfigOpts.class),
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
