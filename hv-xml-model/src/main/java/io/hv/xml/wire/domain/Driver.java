// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

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

/** {@code <driver>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "driver")
public final class Driver extends WireElement {

    @XmlAttribute(name = "name")
    public @Nullable String name;

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "cache")
    public @Nullable String cache;

    @XmlAttribute(name = "error_policy")
    public @Nullable String errorPolicy;

    @XmlAttribute(name = "rerror_policy")
    public @Nullable String rerrorPolicy;

    @XmlAttribute(name = "io")
    public @Nullable String io;

    @XmlAttribute(name = "ioeventfd")
    public @Nullable String ioeventfd;

    @XmlAttribute(name = "event_idx")
    public @Nullable String eventIdx;

    @XmlAttribute(name = "copy_on_read")
    public @Nullable String copyOnRead;

    @XmlAttribute(name = "discard")
    public @Nullable String discard;

    @XmlAttribute(name = "iothread")
    public @Nullable String iothread;

    @XmlAttribute(name = "detect_zeroes")
    public @Nullable String detectZeroes;

    @XmlAttribute(name = "queues")
    public @Nullable String queues;

    @XmlAttribute(name = "queue_size")
    public @Nullable String queueSize;

    @XmlAttribute(name = "iommu")
    public @Nullable String iommu;

    @XmlAttribute(name = "ats")
    public @Nullable String ats;

    @XmlAttribute(name = "packed")
    public @Nullable String packed;

    @XmlAttribute(name = "page_per_vq")
    public @Nullable String pagePerVq;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Driver.MetadataCache.class),
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

    /** {@code <metadata_cache>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "metadata_cache")
    public static final class MetadataCache extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Driver.MetadataCache.MaxSize.class),
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

        /** {@code <max_size>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "max_size")
        public static final class MaxSize extends WireLeaf {

            @XmlAttribute(name = "unit")
            public @Nullable String unit;
        }
    }
}
