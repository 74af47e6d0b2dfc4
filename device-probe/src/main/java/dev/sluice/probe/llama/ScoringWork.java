package dev.sluice.probe.llama;

import com.sun.jna.Native;
import de.kherud.llama.LlamaModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Weighs texts, with the C interface of the same library. */
final class ScoringWork implements ChildWork {
  private @Nullable NativeApi api;
  private @Nullable ScoringModel model;

  @Override
  public ChildReply loadLibrary() {
    try {
      // The binding's loader knows which file of its jar is for this system, and unpacks it.
      Class.forName(LlamaModel.class.getName());
      NativeApi found = Native.load(unpacked().toString(), NativeApi.class);
      Optional<String> objection = NativeLayout.objection(found);
      if (objection.isPresent()) {
        return new ChildReply.NoLibrary(objection.get());
      }
      found.llama_backend_init();
      api = found;
      return new ChildReply.Ready();
    } catch (LinkageError | ClassNotFoundException | IOException e) {
      return new ChildReply.NoLibrary(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public ChildReply answer(ChildRequest request, Runnable meanwhile) {
    meanwhile.run(); // it computes on this thread
    if (request instanceof ChildRequest.Load load && api != null && model == null) {
      long start = System.nanoTime();
      model = ScoringModel.load(api, load);
      return model == null
          ? new ChildReply.NotLoaded("the library did not load the model")
          : new ChildReply.Loaded(System.nanoTime() - start);
    }
    if (request instanceof ChildRequest.Score score && model != null) {
      return model.score(score);
    }
    return new ChildReply.Declined("no model is loaded that could weigh texts");
  }

  private static Path unpacked() throws IOException {
    try (Stream<Path> files = Files.list(PrivateDirectory.ofThisChild().path())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("libjllama."))
          .findFirst()
          .orElseThrow(() -> new IOException("the binding has unpacked no library"));
    }
  }
}
