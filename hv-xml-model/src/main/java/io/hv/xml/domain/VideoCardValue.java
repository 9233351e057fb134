package io.hv.xml.domain;

import io.hv.ByteSize;
import io.hv.xml.value.SizeUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the {@code type} of a card's model and the memory that only QXL has say which card it is. */
final class VideoCardValue extends KindValue<VideoCard> {

    private static final Set<String> PICTURE = Set.of("@heads", "acceleration", "resolution");
    private static final Set<String> MEMORY = Set.of("@vram", "@heads", "acceleration", "resolution");
    private static final Set<String> NOTHING = Set.of();

    private static final Form<Long> KIB = Numbers.decimal(0, Numbers.UINT);

    private static final Kinds KINDS = new Kinds(
            Set.of("@type"),
            Map.ofEntries(
                    Map.entry("vga", MEMORY),
                    Map.entry("cirrus", MEMORY),
                    Map.entry("vmvga", MEMORY),
                    Map.entry("xen", MEMORY),
                    Map.entry("vbox", MEMORY),
                    Map.entry("virtio", PICTURE),
                    Map.entry("gop", MEMORY),
                    Map.entry("none", NOTHING),
                    Map.entry("bochs", MEMORY),
                    Map.entry("ramfb", NOTHING),
                    Map.entry(
                            "qxl",
                            Set.of("@vram", "@ram", "@vgamem", "@vram64", "@heads", "acceleration", "resolution"))),
            Map.of("@type", Form.WORD, "@ram", KIB, "@vgamem", KIB, "@vram64", KIB));

    /** What says which card it is; what several cards have is beside it. */
    private static final Kinds CARD = new Kinds(Set.of("@type", "@ram", "@vgamem", "@vram64"), Map.of());

    VideoCardValue(Place model) {
        super(model, KINDS);
    }

    @Override
    public void clear() {
        CARD.clear(place);
    }

    @Override
    @Nullable
    VideoCard read() {
        VideoModelElement.Type type = new VideoModelElement(place).type().read();
        if (type == null) {
            return null;
        }
        return switch (type) {
            case VGA -> new VideoCard.Vga();
            case CIRRUS -> new VideoCard.Cirrus();
            case VMVGA -> new VideoCard.Vmvga();
            case XEN -> new VideoCard.Xen();
            case VBOX -> new VideoCard.Vbox();
            case VIRTIO -> new VideoCard.Virtio();
            case GOP -> new VideoCard.Gop();
            case NONE -> new VideoCard.None();
            case BOCHS -> new VideoCard.Bochs();
            case RAMFB -> new VideoCard.Ramfb();
            case QXL -> new VideoCard.Qxl(size("ram"), size("vgamem"), size("vram64"));
        };
    }

    private @Nullable ByteSize size(String attribute) {
        return place.number(attribute, KIB).get().map(ByteSize::kib).orElse(null);
    }

    @Override
    void write(VideoCard card) {
        Map<String, @Nullable String> wanted = new LinkedHashMap<>();
        if (card instanceof VideoCard.Qxl qxl) {
            wanted.put("@ram", format(qxl.ram()));
            wanted.put("@vgamem", format(qxl.vgamem()));
            wanted.put("@vram64", format(qxl.vram64()));
        }
        String type = type(card).word();
        wanted.put("@type", type);
        become(type, wanted);
    }

    private static VideoModelElement.Type type(VideoCard card) {
        if (card instanceof VideoCard.Vga) {
            return VideoModelElement.Type.VGA;
        } else if (card instanceof VideoCard.Cirrus) {
            return VideoModelElement.Type.CIRRUS;
        } else if (card instanceof VideoCard.Vmvga) {
            return VideoModelElement.Type.VMVGA;
        } else if (card instanceof VideoCard.Xen) {
            return VideoModelElement.Type.XEN;
        } else if (card instanceof VideoCard.Vbox) {
            return VideoModelElement.Type.VBOX;
        } else if (card instanceof VideoCard.Virtio) {
            return VideoModelElement.Type.VIRTIO;
        } else if (card instanceof VideoCard.Gop) {
            return VideoModelElement.Type.GOP;
        } else if (card instanceof VideoCard.None) {
            return VideoModelElement.Type.NONE;
        } else if (card instanceof VideoCard.Bochs) {
            return VideoModelElement.Type.BOCHS;
        } else if (card instanceof VideoCard.Ramfb) {
            return VideoModelElement.Type.RAMFB;
        }
        return VideoModelElement.Type.QXL;
    }

    private static @Nullable String format(@Nullable ByteSize size) {
        if (size == null) {
            return null;
        }
        if (!SizeUnit.KIB.divides(size)) {
            throw new IllegalArgumentException("whole KiB are wanted, not " + size.bytes() + " bytes");
        }
        return KIB.format(size.bytes() / SizeUnit.KIB.bytes());
    }
}
