package dev.packetwalk.web.instructor;

/**
 * A text as a QR code, to be drawn as one path of an SVG.
 *
 * @param size how many modules wide and high it is, with the quiet margin of four that readers need on each side
 * @param path the dark modules, one step a row of neighbours
 */
record QrCode(int size, String path) {
    private static final int MARGIN = 4;

    /** With a medium correction of errors: up to 15 % of it may be hidden, as by a lamp's reflection. */
    static QrCode of(String text) {
        io.nayuki.qrcodegen.QrCode code =
                io.nayuki.qrcodegen.QrCode.encodeText(text, io.nayuki.qrcodegen.QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                int from = x;
                while (x < code.size && code.getModule(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append('M').append(from + MARGIN).append(' ').append(y + MARGIN);
                    path.append('h')
                            .append(x - from)
                            .append("v1h-")
                            .append(x - from)
                            .append('z');
                }
            }
        }
        return new QrCode(code.size + 2 * MARGIN, path.toString());
    }
}
