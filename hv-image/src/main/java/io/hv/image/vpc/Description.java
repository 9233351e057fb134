package io.hv.image.vpc;

import io.hv.image.ImageFormat;
import io.hv.image.ImageInfo;
import io.hv.image.file.ImageFile;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an image says of itself. */
final class Description {

    private Description() {}

    static ImageInfo of(ImageFile file, Footer footer, long capacity, Parent.@Nullable Name parent) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put(
                "subformat",
                switch (footer.type()) {
                    case Footer.FIXED -> "fixed";
                    case Footer.DYNAMIC -> "dynamic";
                    default -> "differencing";
                });
        details.put("creator", footer.creator().replaceAll("\\p{Cntrl}", "?"));
        details.put("unique-id", footer.uniqueId().toString());
        if (parent != null) {
            details.put("backing-filename", parent.text());
            details.put("backing-filename-format", ImageFormat.VPC.id());
        }
        return new ImageInfo(file.path(), ImageFormat.VPC, capacity, file.size(), details);
    }
}
