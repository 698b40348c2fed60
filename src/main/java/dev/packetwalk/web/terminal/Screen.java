package dev.packetwalk.web.terminal;

/** A browser's end of a terminal. Methods are called in order and return at once; what cannot be delivered is dropped. */
interface Screen {
    /** Shows what the terminal printed; the bytes are the receiver's from now on. */
    void show(byte[] bytes);

    void tell(ToViewer message);

    /** Ends the connection; nothing follows. */
    void close(Closing why);
}
