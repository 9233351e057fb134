// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.capability;

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

/** {@code <monitor>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "monitor")
public final class Monitor extends WireElement {

    @XmlAttribute(name = "level")
    public @Nullable String level;

    @XmlAttribute(name = "reuseThreshold")
    public @Nullable String reuseThreshold;

    @XmlAttribute(name = "maxMonitors")
    public @Nullable String maxMonitors;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Monitor.Feature.class),
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

    /** {@code <feature>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "feature")
    public static final class Feature extends WireLeaf {

        @XmlAttribute(name = "name")
        public @Nullable String name;
    }
}
