package io.hv.image.vmdk;

import io.hv.image.ImageException;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The description: a text, in a file of its own or inside a sparse extent. Of a word that is there twice the first counts.
 * Immutable; only {@link #writeCid} and {@link #withParent} change the file.
 */
final class Descriptor {

    /** How a file that is one begins. */
    static final String BEGINNING = "# Disk DescriptorFile";
    /** Of a disk that has no parent. */
    static final long NO_PARENT = 0xffffffffL;

    private static final int MAX_SIZE = 1 << 20;
    private static final int MAX_EXTENTS = 4096;
    /** Nothing in it is tried twice: a line may be as long as all of the text. */
    private static final Pattern SETTING =
            Pattern.compile("([A-Za-z0-9_.]++)\\s*+=\\s*+(?:\"([^\"]*+)\"|(\\S*+))\\s*+");

    private final ImageFile file;
    private final long start;
    private final int length;
    private final boolean isEmbedded;
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, Long> offsets = new HashMap<>();
    private final List<ExtentLine> extents = new ArrayList<>();

    private Descriptor(ImageFile file, long start, int length, boolean isEmbedded) {
        this.file = file;
        this.start = start;
        this.length = length;
        this.isEmbedded = isEmbedded;
    }

    /** One inside a sparse extent tells of no others: what it says of extents is not looked at. */
    static Descriptor embedded(ImageFile file, SparseHeader header) {
        Descriptor descriptor =
                read(file, header.descriptorOffset() * SparseHeader.SECTOR, header.descriptorSize(), true);
        descriptor.check();
        return descriptor;
    }

    /** One that is a file. */
    static Descriptor ofFile(ImageFile file) {
        Descriptor descriptor = read(file, 0, file.size(), false);
        descriptor.check();
        return descriptor;
    }

    private static Descriptor read(ImageFile file, long start, long length, boolean isEmbedded) {
        if (length > MAX_SIZE) {
            throw file.fault("descriptor", start, "it is " + length + " bytes long, above " + MAX_SIZE);
        }
        Descriptor descriptor = new Descriptor(file, start, (int) length, isEmbedded);
        // One character for each byte, so that places in the text are places in the file.
        descriptor.parse(new String(file.read("descriptor", start, (int) length).array(), StandardCharsets.ISO_8859_1));
        return descriptor;
    }

    private void parse(String padded) {
        int nul = padded.indexOf('\0');
        String text = nul < 0 ? padded : padded.substring(0, nul);
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            String line = text.substring(at, end);
            String stripped = line.strip();
            if (!stripped.isEmpty() && stripped.charAt(0) != '#') {
                parse(stripped, at + line.indexOf(stripped.charAt(0)));
            }
            at = end + 1;
        }
    }

    private void parse(String line, int at) {
        if (ExtentLine.isOne(line)) {
            if (isEmbedded) {
                return;
            }
            if (extents.size() == MAX_EXTENTS) {
                throw file.fault("extent", start + at, "there are more than " + MAX_EXTENTS);
            }
            extents.add(ExtentLine.parse(file, line, start + at));
            return;
        }
        Matcher words = SETTING.matcher(line);
        if (words.matches()) {
            boolean quoted = words.group(2) != null;
            String key = words.group(1).toLowerCase(Locale.ROOT);
            if (!settings.containsKey(key)) {
                settings.put(key, quoted ? words.group(2) : words.group(3));
                offsets.put(key, start + at + words.start(quoted ? 2 : 3));
            }
        }
    }

    private void check() {
        String version = settings.getOrDefault("version", "");
        if (!version.matches("[1-3]")) {
            throw fault("version", "it is '" + shown(version) + "', not 1 to 3");
        }
        if (!settings.containsKey("createtype")) {
            throw fault("createType", "there is none");
        }
        long unused = cid();
        boolean isChild = parentCid() != NO_PARENT;
        if (isChild && settings.getOrDefault("parentfilenamehint", "").isEmpty()) {
            throw fault("parentFileNameHint", "there is none, and parentCID says that there is a parent");
        }
    }

    private ImageException fault(String field, String why) {
        return file.fault(field, at(field), why);
    }

    private static String shown(String text) {
        String some = text.length() > 40 ? text.substring(0, 40) : text;
        return some.replaceAll("[^ -~]", "?");
    }

    /** Where a setting's value stands; the description's start where it is not there. */
    long at(String field) {
        return offsets.getOrDefault(field.toLowerCase(Locale.ROOT), start);
    }

    private long hex(String field, String value) {
        if (!value.matches("[0-9a-fA-F]{1,8}")) {
            throw fault(field, "'" + shown(value) + "' is no hexadecimal number of up to 8 digits");
        }
        return Long.parseLong(value, 16);
    }

    /** What changes with the disk's bytes. */
    long cid() {
        return hex("CID", settings.getOrDefault("cid", ""));
    }

    /** What the parent's must be. */
    long parentCid() {
        return hex("parentCID", settings.getOrDefault("parentcid", "ffffffff"));
    }

    private int cidDigits() {
        return settings.getOrDefault("cid", "").length();
    }

    /** A number as a CID, of no more digits than there is room for. */
    long cutCid(int value) {
        return value & ((1L << (4 * cidDigits())) - 1);
    }

    /** Puts another in its place, which was cut. */
    void writeCid(long value) {
        String text = String.format(Locale.ROOT, "%0" + cidDigits() + "x", value);
        file.write("CID", at("CID"), ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /**
     * Writes another parent into it. A crash while that is done may leave some of both: it is more than a sector.
     *
     * @param name empty for none
     * @param newCid what the parent's CID is
     * @return what is there then
     */
    Descriptor withParent(String name, long newCid) {
        if (name.chars().anyMatch(each -> each == '"' || Character.isISOControl(each))) {
            throw fault("parentFileNameHint", "a name with a quotation mark or a control character cannot stand there");
        }
        String old = new String(file.read("descriptor", start, length).array(), StandardCharsets.ISO_8859_1);
        int nul = old.indexOf('\0');
        String lineEnd = old.contains("\r\n") ? "\r\n" : "\n";
        StringBuilder text = new StringBuilder();
        for (String line : (nul < 0 ? old : old.substring(0, nul)).lines().toList()) {
            String key = line.strip().toLowerCase(Locale.ROOT);
            if (key.matches("parentfilenamehint\\s*=.*")) {
                continue;
            }
            boolean isParent = key.matches("parentcid\\s*=.*");
            text.append(isParent ? String.format(Locale.ROOT, "parentCID=%08x", newCid) : line)
                    .append(lineEnd);
            if (isParent && !name.isEmpty()) {
                text.append("parentFileNameHint=\"")
                        .append(encoded(name))
                        .append('"')
                        .append(lineEnd);
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        if (isEmbedded && bytes.length > length) {
            throw fault("parentFileNameHint", "the description has room for " + length + " bytes only");
        }
        file.write("descriptor", start, ByteBuffer.wrap(Arrays.copyOf(bytes, isEmbedded ? length : bytes.length)));
        if (!isEmbedded) {
            file.resize(bytes.length);
        }
        file.force();
        return isEmbedded ? read(file, start, length, true) : ofFile(file);
    }

    private String encoded(String name) {
        Charset charset = Charset.forName(settings.getOrDefault("encoding", "UTF-8"));
        ByteBuffer bytes = charset.encode(name);
        if (!charset.decode(bytes.duplicate()).toString().equals(name)) {
            throw fault("parentFileNameHint", "the name cannot be written in " + charset);
        }
        byte[] all = new byte[bytes.remaining()];
        bytes.get(all);
        return new String(all, StandardCharsets.ISO_8859_1);
    }

    String createType() {
        return shown(settings.getOrDefault("createtype", ""));
    }

    String adapterType() {
        return shown(settings.getOrDefault("ddb.adaptertype", ""));
    }

    /** The parent's name, which counts where {@link #parentCid} is one. */
    String parentName() {
        return text(settings.getOrDefault("parentfilenamehint", ""), "parentFileNameHint", at("parentFileNameHint"));
    }

    List<ExtentLine> extents() {
        return extents;
    }

    /** The name of an extent's file. */
    String name(ExtentLine line) {
        return text(line.name(), "extent", line.at());
    }

    private String text(String bytes, String field, long at) {
        String encoding = settings.getOrDefault("encoding", "UTF-8");
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return Charset.forName(encoding).newDecoder().decode(in).toString();
        } catch (CharacterCodingException e) {
            throw new ImageException(file.path(), field, at, "the name is not " + shown(encoding), "", e);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            String why = "'" + shown(encoding) + "' is not known here";
            throw new ImageException(file.path(), "encoding", at("encoding"), why, "", e);
        }
    }
}
