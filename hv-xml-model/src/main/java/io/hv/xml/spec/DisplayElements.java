package io.hv.xml.spec;

import io.hv.DisplayModel;
import io.hv.xml.wire.domain.Devices;
import io.hv.xml.wire.domain.Domain;
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
        if (display.isPresent()) {
            Video video = Children.need(devices, Video.class, Video::new);
            Children.need(video, Video.Model.class, Video.Model::new).type =
                    display.get().id();
        } else if (read(devices).isPresent()) {
            boolean unused = devices.remove(devices.first(Video.class).orElseThrow());
        }
    }
}
