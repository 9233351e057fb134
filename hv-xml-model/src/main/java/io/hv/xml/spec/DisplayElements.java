package io.hv.xml.spec;

import io.hv.DisplayModel;
import io.hv.xml.wire.domain.Devices;
import io.hv.xml.wire.domain.Domain;
import io.hv.xml.wire.domain.Graphics;
import io.hv.xml.wire.domain.Video;
import java.util.Optional;

/** The first graphics card of a document, which is the one that the neutral spec can say; others stay as they are. */
final class DisplayElements {

    private DisplayElements() {}

    static Optional<DisplayModel> read(Devices devices) {
        return model(devices).flatMap(model -> {
            try {
                return Optional.of(new DisplayModel(String.valueOf(model.type)));
            } catch (IllegalArgumentException beyondTheSpec) {
                // One in words that the neutral spec has not, or none by that word: it is left out.
                return Optional.empty();
            }
        });
    }

    private static Optional<Video.Model> model(Devices devices) {
        return devices.first(Video.class)
                .flatMap(video -> video.first(Video.Model.class))
                .filter(model -> model.type != null);
    }

    static void write(Optional<DisplayModel> display, Domain domain) {
        Devices devices = Children.need(domain, Devices.class, Devices::new);
        if (display.equals(read(devices))) {
            return;
        }
        if (display.isPresent()) {
            write(Children.need(devices, Video.class, Video::new), display.get().id());
            return;
        }
        Children.drop(devices, Video.class);
        if (devices.first(Graphics.class).isPresent()) {
            // Libvirt gives a card to who has a way to look at it, unless it is told that there is none.
            Video none = new Video();
            write(none, "none");
            devices.add(none);
        }
    }

    /** What else a model says, its memory for example, is none of another model's. */
    private static void write(Video video, String type) {
        Video.Model model = new Video.Model();
        model.type = type;
        Children.drop(video, Video.Model.class);
        video.add(model);
    }
}
