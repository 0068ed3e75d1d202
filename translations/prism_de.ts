<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>Warning: the slow reference BLAS is in use; install libopenblas0-pthread, which is up to 100 times faster.</source>
        <translation>Warnung: Die langsame Referenz-BLAS wird benutzt; installieren Sie libopenblas0-pthread, das bis zu 100-mal schneller ist.</translation>
    </message>
    <message>
        <source>Connects language models through small trainable adapters cut into tiles.</source>
        <translation>Verbindet Sprachmodelle durch kleine trainierbare Adapter, die in Kacheln geschnitten sind.</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Prism Workbench is free software under the GNU General Public License, version 3 or later, and comes without any warranty. It uses Qt (LGPL 3), QCustomPlot (GPL 3), LibTorch (BSD), OpenBLAS (BSD), nlohmann JSON (MIT), fmt (MIT), OpenSSL (Apache 2.0), zlib and cairo (LGPL 2.1).</source>
        <translation>Prism Workbench ist freie Software unter der GNU General Public License, Version 3 oder später, und kommt ohne jede Gewährleistung. Es benutzt Qt (LGPL 3), QCustomPlot (GPL 3), LibTorch (BSD), OpenBLAS (BSD), nlohmann JSON (MIT), fmt (MIT), OpenSSL (Apache 2.0), zlib und cairo (LGPL 2.1).</translation>
    </message>
    <message>
        <source>Citation</source>
        <translation>Zitieren</translation>
    </message>
    <message>
        <source>The methods are the work of Ivan K (PRISM, PrisMoE, PRISM Audio) and of the PRIMAL project. If results made with this program are published, please cite them and it:</source>
        <translation>Die Verfahren stammen von Ivan K (PRISM, PrisMoE, PRISM Audio) und vom PRIMAL-Projekt. Wenn Sie Ergebnisse veröffentlichen, die mit diesem Programm entstanden sind, zitieren Sie bitte beide:</translation>
    </message>
    <message>
        <source>The button below copies these entries.</source>
        <translation>Der Knopf unten kopiert diese Einträge.</translation>
    </message>
    <message>
        <source>About Prism Workbench</source>
        <translation>Über Prism Workbench</translation>
    </message>
    <message>
        <source>Copy BibTeX</source>
        <translation>BibTeX kopieren</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Pictures: zoom</source>
        <translation>Bilder: vergrößern</translation>
    </message>
    <message>
        <source>Mouse wheel, +, −</source>
        <translation>Mausrad, +, −</translation>
    </message>
    <message>
        <source>Pictures: move</source>
        <translation>Bilder: verschieben</translation>
    </message>
    <message>
        <source>Drag, arrow keys</source>
        <translation>Ziehen, Pfeiltasten</translation>
    </message>
    <message>
        <source>Pictures: show everything</source>
        <translation>Bilder: alles zeigen</translation>
    </message>
    <message>
        <source>Double-click, Home</source>
        <translation>Doppelklick, Pos1</translation>
    </message>
    <message>
        <source>Pictures: copy</source>
        <translation>Bilder: kopieren</translation>
    </message>
</context>
<context>
    <name>AudioTake</name>
    <message>
        <source>built-in voice %1</source>
        <translation>eingebaute Stimme %1</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>level</source>
        <translation>Pegel</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>Gewicht</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Change the settings and try again.</source>
        <translation>Ändern Sie die Einstellungen und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Check that it is still there, or choose another.</source>
        <translation>Prüfen Sie, ob sie noch da ist, oder wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>The file is damaged; get a fresh copy of it.</source>
        <translation>Die Datei ist beschädigt; besorgen Sie eine neue Kopie.</translation>
    </message>
    <message>
        <source>Convert the file to a supported form first.</source>
        <translation>Wandeln Sie die Datei zuerst in eine unterstützte Form um.</translation>
    </message>
    <message>
        <source>Choose files that belong together.</source>
        <translation>Wählen Sie Dateien, die zusammengehören.</translation>
    </message>
    <message>
        <source>Check the drive and try again.</source>
        <translation>Prüfen Sie das Laufwerk und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Free some space or choose another folder.</source>
        <translation>Schaffen Sie Platz oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Choose a place you may read and write.</source>
        <translation>Wählen Sie einen Ort, an dem Sie lesen und schreiben dürfen.</translation>
    </message>
    <message>
        <source>Close other programs or use fewer samples.</source>
        <translation>Schließen Sie andere Programme oder nehmen Sie weniger Stichproben.</translation>
    </message>
    <message>
        <source>Use a larger ridge or other data.</source>
        <translation>Nehmen Sie einen größeren Ridge-Wert oder andere Daten.</translation>
    </message>
    <message>
        <source>See the log for details.</source>
        <translation>Einzelheiten stehen im Protokoll.</translation>
    </message>
    <message>
        <source>%1 failed: %2. %3</source>
        <comment>job, reason, advice</comment>
        <translation>%1 ist fehlgeschlagen: %2. %3</translation>
    </message>
</context>
<context>
    <name>Exportable</name>
    <message>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>The picture could not be saved as %1. Choose another folder or free some space.</source>
        <translation>Das Bild ließ sich nicht als %1 speichern. Wählen Sie einen anderen Ordner oder schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Copy values</source>
        <translation>Werte kopieren</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>Als PNG speichern…</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation>Als SVG speichern…</translation>
    </message>
    <message>
        <source>SVG picture (*.svg)</source>
        <translation>SVG-Bild (*.svg)</translation>
    </message>
    <message>
        <source>Save values as CSV…</source>
        <translation>Werte als CSV speichern…</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>CSV-Tabelle (*.csv)</translation>
    </message>
</context>
<context>
    <name>FiguresLine</name>
    <message>
        <source>Test R² %1</source>
        <translation>Test-R² %1</translation>
    </message>
    <message>
        <source> (dense ridge %1, Procrustes %2, mean %3)</source>
        <translation> (dichter Ridge %1, Procrustes %2, Mittelwert %3)</translation>
    </message>
    <message>
        <source> · retrieval@1 %1</source>
        <translation> · Retrieval@1 %1</translation>
    </message>
    <message>
        <source> · cosine %1 · %2 test rows</source>
        <translation> · Kosinus %1 · %2 Testzeilen</translation>
    </message>
    <message numerus="yes">
        <source>Retrained %n worker(s): predicted +%1, achieved +%2 of |Z|²; test R² %3 → %4</source>
        <translation>
            <numerusform>%n Worker neu trainiert: erwartet +%1, erreicht +%2 von |Z|²; Test-R² %3 → %4</numerusform>
            <numerusform>%n Worker neu trainiert: erwartet +%1, erreicht +%2 von |Z|²; Test-R² %3 → %4</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Group</name>
    <message>
        <source>class: exact</source>
        <translation>Klasse: exakt</translation>
    </message>
    <message>
        <source>class: normalised</source>
        <translation>Klasse: normalisiert</translation>
    </message>
    <message>
        <source>class: approximated</source>
        <translation>Klasse: genähert</translation>
    </message>
    <message>
        <source>class: special</source>
        <translation>Klasse: besonders</translation>
    </message>
    <message>
        <source>norm: lowest quarter</source>
        <translation>Norm: unterstes Viertel</translation>
    </message>
    <message>
        <source>norm: second quarter</source>
        <translation>Norm: zweites Viertel</translation>
    </message>
    <message>
        <source>norm: third quarter</source>
        <translation>Norm: drittes Viertel</translation>
    </message>
    <message>
        <source>norm: highest quarter</source>
        <translation>Norm: oberstes Viertel</translation>
    </message>
    <message>
        <source>lower token id: lowest quarter</source>
        <translation>Untere Nummer: unterstes Viertel</translation>
    </message>
    <message>
        <source>lower token id: second quarter</source>
        <translation>Untere Nummer: zweites Viertel</translation>
    </message>
    <message>
        <source>lower token id: third quarter</source>
        <translation>Untere Nummer: drittes Viertel</translation>
    </message>
    <message>
        <source>lower token id: highest quarter</source>
        <translation>Untere Nummer: oberstes Viertel</translation>
    </message>
    <message>
        <source>flag: %1</source>
        <translation>Merkmal: %1</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help: %1</source>
        <translation>Hilfe: %1</translation>
    </message>
</context>
<context>
    <name>InferenceRun</name>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>%1 by itself</source>
        <translation>%1 allein</translation>
    </message>
    <message>
        <source>%1 through %2</source>
        <translation>%1 durch %2</translation>
    </message>
</context>
<context>
    <name>Metric</name>
    <message>
        <source>Deviation</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Gewinn</translation>
    </message>
    <message>
        <source>Isolated error</source>
        <translation>Einzelfehler</translation>
    </message>
    <message>
        <source>Row residual</source>
        <translation>Zeilenrest</translation>
    </message>
    <message>
        <source>Removal cost</source>
        <translation>Kosten des Weglassens</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Kondition</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>Norm</translation>
    </message>
    <message>
        <source>Utilisation</source>
        <translation>Auslastung</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>Generation</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Stichproben</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>Drift</translation>
    </message>
    <message>
        <source>of |Z|²</source>
        <translation>von |Z|²</translation>
    </message>
    <message>
        <source>1 − R²</source>
        <translation>1 − R²</translation>
    </message>
    <message>
        <source>share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>retrains</source>
        <translation>Nachtrainings</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>test / train</source>
        <translation>Test / Training</translation>
    </message>
</context>
<context>
    <name>Note</name>
    <message>
        <source>No grid of %1 tiles fits %2→%3; %4 workers (%5×%6) are used.</source>
        <translation>Kein Raster aus %1 Kacheln passt zu %2→%3; %4 Worker (%5×%6) werden benutzt.</translation>
    </message>
    <message>
        <source>%1 of %2 tiles would hold only zero padding; %3 workers (%4×%5) are used.</source>
        <translation>%1 von %2 Kacheln enthielten nur Füllnullen; %3 Worker (%4×%5) werden benutzt.</translation>
    </message>
    <message>
        <source>%1 samples carry %2 of %3 experts a position (2·%4 rows each): %5 of the %6 workers of a cube pipe are used.</source>
        <translation>%1 Stichproben tragen %2 von %3 Experten je Position (je 2·%4 Zeilen): %5 der %6 Worker einer Würfel-Pipe werden benutzt.</translation>
    </message>
    <message>
        <source>Tiles of %1×%2 do not fit %3→%4; cube pipes use %5×%6.</source>
        <translation>Kacheln von %1×%2 passen nicht zu %3→%4; Würfel-Pipes nehmen %5×%6.</translation>
    </message>
    <message>
        <source>%1 positions of %2×%3 are cut over %4 pipes, together one dense map.</source>
        <translation>%1 Positionen von %2×%3 sind auf %4 Pipes verteilt, zusammen eine dichte Abbildung.</translation>
    </message>
    <message>
        <source>A level of %1×%2 tiles does not fit %3→%4; %5×%6 is used.</source>
        <translation>Eine Stufe aus Kacheln von %1×%2 passt nicht zu %3→%4; %5×%6 wird benutzt.</translation>
    </message>
    <message>
        <source>Stopped: %1 of %2 workers are trained, the others are zero.</source>
        <translation>Angehalten: %1 von %2 Workern sind trainiert, die anderen sind null.</translation>
    </message>
    <message>
        <source>The inputs are linearly dependent: the relative ridge was raised from %1 to %2.</source>
        <translation>Die Eingaben sind linear abhängig: Der relative Ridge-Wert wurde von %1 auf %2 erhöht.</translation>
    </message>
    <message>
        <source>Backfit took %1 steps; the largest relative residual of its equations is %2, so it has not converged.</source>
        <translation>Backfitting brauchte %1 Schritte; der größte relative Rest seiner Gleichungen ist %2, es ist also nicht konvergiert.</translation>
    </message>
    <message>
        <source>Backfit took %1 steps; the largest relative residual of its equations is %2.</source>
        <translation>Backfitting brauchte %1 Schritte; der größte relative Rest seiner Gleichungen ist %2.</translation>
    </message>
    <message>
        <source>Validation R² of backfit %1, of the joint solution %2: distance %3.</source>
        <translation>Validierungs-R² des Backfittings %1, der gemeinsamen Lösung %2: Abstand %3.</translation>
    </message>
    <message>
        <source>There are no validation rows: the relative ridge is %1.</source>
        <translation>Es gibt keine Validierungszeilen: Der relative Ridge-Wert ist %1.</translation>
    </message>
    <message>
        <source>The ridge was chosen on %1 of the %2 outputs, drawn at random.</source>
        <translation>Der Ridge-Wert wurde auf %1 der %2 Ausgaben gewählt, zufällig gezogen.</translation>
    </message>
    <message>
        <source>no checkpoint to go on from: the run begins anew</source>
        <translation>kein Sicherungspunkt zum Fortsetzen: Der Lauf beginnt von vorn</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>choosing the ridge</source>
        <translation>Ridge wählen</translation>
    </message>
    <message>
        <source>solving</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>backfit</source>
        <translation>Backfitting</translation>
    </message>
    <message>
        <source>original method</source>
        <translation>ursprüngliches Verfahren</translation>
    </message>
    <message>
        <source>solving for comparison</source>
        <translation>zum Vergleich lösen</translation>
    </message>
    <message>
        <source>judging workers</source>
        <translation>Worker beurteilen</translation>
    </message>
    <message>
        <source>retraining</source>
        <translation>neu trainieren</translation>
    </message>
    <message>
        <source>errors of test rows</source>
        <translation>Fehler der Testzeilen</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>retrieval</source>
        <translation>Retrieval</translation>
    </message>
    <message>
        <source>histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>loading weights</source>
        <translation>Gewichte laden</translation>
    </message>
    <message>
        <source>training gates</source>
        <translation>Gates trainieren</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>quantising</source>
        <translation>Quantisieren</translation>
    </message>
    <message>
        <source>tensors</source>
        <translation>Tensoren</translation>
    </message>
</context>
<context>
    <name>TimeAxis</name>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>prism::app::AdapterSession</name>
    <message>
        <source>Undoing: %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>Redoing: %1</source>
        <translation>Wiederherstellen: %1</translation>
    </message>
    <message>
        <source>Analysing workers</source>
        <translation>Worker analysieren</translation>
    </message>
    <message numerus="yes">
        <source>Retrain %n worker(s)</source>
        <translation>
            <numerusform>%n Worker neu trainieren</numerusform>
            <numerusform>%n Worker neu trainieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Break %n worker(s)</source>
        <translation>
            <numerusform>%n Worker beschädigen</numerusform>
            <numerusform>%n Worker beschädigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Predicting the gain</source>
        <translation>Gewinn vorhersagen</translation>
    </message>
    <message>
        <source>Finding the worst samples</source>
        <translation>Schlechteste Stichproben suchen</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>version kept for comparison</source>
        <translation>zum Vergleich behaltene Fassung</translation>
    </message>
    <message>
        <source>Training workers</source>
        <translation>Worker trainieren</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>%1 schreiben</translation>
    </message>
</context>
<context>
    <name>prism::app::AudioDatasetPanel</name>
    <message>
        <source>Open recordings…</source>
        <translation>Aufnahmen öffnen…</translation>
    </message>
    <message>
        <source>A folder in the layout of LJSpeech, LibriSpeech or Common Voice</source>
        <translation>Ein Ordner im Aufbau von LJSpeech, LibriSpeech oder Common Voice</translation>
    </message>
    <message>
        <source>Make a voice set</source>
        <translation>Stimmensatz erzeugen</translation>
    </message>
    <message>
        <source>The built-in voice speaks built-in sentences; its phone times are known</source>
        <translation>Die eingebaute Stimme spricht eingebaute Sätze; ihre Lautzeiten sind bekannt</translation>
    </message>
    <message>
        <source>Align</source>
        <translation>Ausrichten</translation>
    </message>
    <message>
        <source>Find the time of every word and phone without any trained model</source>
        <translation>Die Zeit jedes Wortes und Lautes ohne trainiertes Modell finden</translation>
    </message>
    <message>
        <source>Align with the Montreal Forced Aligner</source>
        <translation>Mit dem Montreal Forced Aligner ausrichten</translation>
    </message>
    <message>
        <source>Runs your own installation of mfa</source>
        <translation>Startet Ihre eigene Installation von mfa</translation>
    </message>
    <message>
        <source>Stop work on the recordings</source>
        <translation>Arbeit an den Aufnahmen anhalten</translation>
    </message>
    <message>
        <source>Stop; what is finished is kept</source>
        <translation>Anhalten; was fertig ist, bleibt</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Voice that speaks the set, and gives the phones of the built-in aligner</source>
        <translation>Stimme, die den Satz spricht und die Laute des eingebauten Ausrichters gibt</translation>
    </message>
    <message>
        <source> sentences</source>
        <translation> Sätze</translation>
    </message>
    <message>
        <source>Sentences of the voice set</source>
        <translation>Sätze des Stimmensatzes</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Open recordings</source>
        <translation>Aufnahmen öffnen</translation>
    </message>
    <message>
        <source>No recordings are open: make a voice set, or open a folder.</source>
        <translation>Keine Aufnahmen geöffnet: einen Stimmensatz erzeugen oder einen Ordner öffnen.</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n Aufnahme</numerusform>
            <numerusform>%n Aufnahmen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message numerus="yes">
        <source>%n suspicious</source>
        <translation>
            <numerusform>%n verdächtig</numerusform>
            <numerusform>%n verdächtig</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::AudioPage</name>
    <message>
        <source>Looking for voices</source>
        <translation>Stimmen suchen</translation>
    </message>
    <message>
        <source>Name a language model first: its hidden states are what speaks.</source>
        <translation>Zuerst ein Sprachmodell nennen: seine verborgenen Zustände sprechen.</translation>
    </message>
    <message>
        <source>%1: %2, %3 s</source>
        <translation>%1: %2, %3 s</translation>
    </message>
    <message>
        <source>, computed in %1 s</source>
        <translation>, berechnet in %1 s</translation>
    </message>
    <message>
        <source>built-in voice %1</source>
        <translation>eingebaute Stimme %1</translation>
    </message>
    <message>
        <source>No projector is open: the built-in voice speaks.</source>
        <translation>Kein Projektor ist geöffnet: die eingebaute Stimme spricht.</translation>
    </message>
    <message>
        <source>%1
language model %2
%3</source>
        <translation>%1
Sprachmodell %2
%3</translation>
    </message>
    <message>
        <source>Stop training</source>
        <translation>Training anhalten</translation>
    </message>
    <message>
        <source>Train projector</source>
        <translation>Projektor trainieren</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten…</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Open a projector</source>
        <translation>Projektor öffnen</translation>
    </message>
    <message>
        <source>Projectors (*.safetensors);;All files (*)</source>
        <translation>Projektoren (*.safetensors);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Choose a vocoder</source>
        <translation>Vocoder wählen</translation>
    </message>
    <message>
        <source>Vocoders (*.safetensors *.pt *.bin *.ckpt);;All files (*)</source>
        <translation>Vocoder (*.safetensors *.pt *.bin *.ckpt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save sound</source>
        <translation>Klang speichern</translation>
    </message>
    <message>
        <source>Sounds (*.wav *.flac)</source>
        <translation>Klänge (*.wav *.flac)</translation>
    </message>
    <message>
        <source>Save alignment</source>
        <translation>Ausrichtung speichern</translation>
    </message>
    <message>
        <source>TextGrid (*.TextGrid);;MFA JSON (*.json);;MFA CSV (*.csv);;Audacity labels (*.txt)</source>
        <translation>TextGrid (*.TextGrid);;MFA JSON (*.json);;MFA CSV (*.csv);;Audacity-Textmarken (*.txt)</translation>
    </message>
    <message>
        <source>Save pictures</source>
        <translation>Bilder speichern</translation>
    </message>
    <message>
        <source>PNG picture (*.png);;SVG picture (*.svg);;CSV table (*.csv)</source>
        <translation>PNG-Bild (*.png);;SVG-Bild (*.svg);;CSV-Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>The pictures were not saved: %1</source>
        <translation>Die Bilder wurden nicht gespeichert: %1</translation>
    </message>
    <message>
        <source>Sentences, one a line</source>
        <translation>Sätze, einer je Zeile</translation>
    </message>
    <message>
        <source>Texts (*.txt *.csv);;All files (*)</source>
        <translation>Texte (*.txt *.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Speaking a list of sentences</source>
        <translation>Eine Liste von Sätzen sprechen</translation>
    </message>
    <message numerus="yes">
        <source>%n sentence(s) spoken</source>
        <translation>
            <numerusform>%n Satz gesprochen</numerusform>
            <numerusform>%n Sätze gesprochen</numerusform>
        </translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>Audio</translation>
    </message>
    <message>
        <source>hear what the hidden states say</source>
        <translation>hören, was die verborgenen Zustände sagen</translation>
    </message>
    <message>
        <source>Nothing has been spoken yet</source>
        <translation>Noch wurde nichts gesprochen</translation>
    </message>
    <message>
        <source>Write a sentence above and press Speak, or open recordings below.</source>
        <translation>Oben einen Satz schreiben und Sprechen drücken oder unten Aufnahmen öffnen.</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Value at the cursor</source>
        <translation>Wert am Zeiger</translation>
    </message>
    <message>
        <source>What the page does</source>
        <translation>Was die Seite tut</translation>
    </message>
    <message>
        <source>The morning was bright and cold.</source>
        <translation>The morning was bright and cold.</translation>
    </message>
    <message>
        <source>Text to speak</source>
        <translation>Text zum Sprechen</translation>
    </message>
    <message>
        <source>Who speaks</source>
        <translation>Wer spricht</translation>
    </message>
    <message>
        <source>Speak</source>
        <translation>Sprechen</translation>
    </message>
    <message>
        <source>Speak the text (Ctrl+Return)</source>
        <translation>Den Text sprechen (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
    <message>
        <source>Open a projector…</source>
        <translation>Projektor öffnen…</translation>
    </message>
    <message>
        <source>A checkpoint of a trained projector</source>
        <translation>Ein Zwischenstand eines trainierten Projektors</translation>
    </message>
    <message>
        <source>Speak with the built-in voice only</source>
        <translation>Nur mit der eingebauten Stimme sprechen</translation>
    </message>
    <message>
        <source>Speak with the recording&apos;s times</source>
        <translation>Mit den Zeiten der Aufnahme sprechen</translation>
    </message>
    <message>
        <source>The projector says the text of the recording shown with the recording&apos;s own lengths</source>
        <translation>Der Projektor spricht den Text der gezeigten Aufnahme mit deren eigenen Längen</translation>
    </message>
    <message>
        <source>Makes recordings and features where there are none yet, then trains</source>
        <translation>Erzeugt Aufnahmen und Merkmale, wo noch keine sind, und trainiert dann</translation>
    </message>
    <message>
        <source>Choose a vocoder…</source>
        <translation>Vocoder wählen…</translation>
    </message>
    <message>
        <source>A HiFi-GAN generator or a TorchScript decoder</source>
        <translation>Ein HiFi-GAN-Generator oder ein TorchScript-Decoder</translation>
    </message>
    <message>
        <source>Vocoder: Griffin-Lim</source>
        <translation>Vocoder: Griffin-Lim</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>Projektor</translation>
    </message>
    <message>
        <source>Which projector and vocoder speak</source>
        <translation>Welcher Projektor und welcher Vocoder sprechen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Ausgeben</translation>
    </message>
    <message>
        <source>Save the sound of A…</source>
        <translation>Den Klang von A speichern…</translation>
    </message>
    <message>
        <source>Save the alignment of A…</source>
        <translation>Die Ausrichtung von A speichern…</translation>
    </message>
    <message>
        <source>Save all pictures…</source>
        <translation>Alle Bilder speichern…</translation>
    </message>
    <message>
        <source>Speak a list of sentences…</source>
        <translation>Eine Liste von Sätzen sprechen…</translation>
    </message>
    <message>
        <source>Sounds, alignments and a report with players</source>
        <translation>Klänge, Ausrichtungen und ein Bericht zum Anhören</translation>
    </message>
    <message>
        <source>%1 · step %2 · %3</source>
        <translation>%1 · Schritt %2 · %3</translation>
    </message>
</context>
<context>
    <name>prism::app::AudioPlayer</name>
    <message>
        <source>This cannot be played: %1 Choose another output device, or save it as a file.</source>
        <translation>Das lässt sich nicht abspielen: %1 Ein anderes Ausgabegerät wählen oder als Datei speichern.</translation>
    </message>
</context>
<context>
    <name>prism::app::AudioSession</name>
    <message>
        <source>Waiting for other work to finish…</source>
        <translation>Wartet auf andere Arbeit…</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>%1 wird geöffnet</translation>
    </message>
    <message>
        <source>Speaking with the built-in voice</source>
        <translation>Die eingebaute Stimme spricht</translation>
    </message>
    <message>
        <source>Write a sentence first: there is nothing to speak.</source>
        <translation>Zuerst einen Satz schreiben: es gibt nichts zu sprechen.</translation>
    </message>
    <message>
        <source>Speaking</source>
        <translation>Sprechen</translation>
    </message>
    <message>
        <source>Speaking a preview</source>
        <translation>Eine Hörprobe sprechen</translation>
    </message>
    <message>
        <source>Speaking with the recording&apos;s times</source>
        <translation>Sprechen mit den Zeiten der Aufnahme</translation>
    </message>
    <message>
        <source>Move a boundary</source>
        <translation>Grenze verschieben</translation>
    </message>
    <message>
        <source>Move the end of “%1”</source>
        <translation>Ende von „%1“ verschieben</translation>
    </message>
    <message>
        <source>Speaking with the new times</source>
        <translation>Sprechen mit den neuen Zeiten</translation>
    </message>
</context>
<context>
    <name>prism::app::AudioTrainingPanel</name>
    <message>
        <source>Choose a model folder</source>
        <translation>Modellordner wählen</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>Sprachmodell</translation>
    </message>
    <message>
        <source>last</source>
        <translation>letzte</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>The morning was bright and cold.</source>
        <translation>The morning was bright and cold.</translation>
    </message>
    <message>
        <source>&amp;Go on from the last checkpoint</source>
        <translation>Vom letzten Zwischenstand &amp;fortfahren</translation>
    </message>
    <message>
        <source>Weights, schedule and data order as if it had never stopped</source>
        <translation>Gewichte, Ablauf und Datenfolge, als hätte es nie angehalten</translation>
    </message>
    <message>
        <source>&amp;Language model</source>
        <translation>Sprach&amp;modell</translation>
    </message>
    <message>
        <source>Its hidden states are what speaks; it stays as it is</source>
        <translation>Seine verborgenen Zustände sprechen; es bleibt, wie es ist</translation>
    </message>
    <message>
        <source>La&amp;yer</source>
        <translation>Schi&amp;cht</translation>
    </message>
    <message>
        <source>Hidden layer whose states are used</source>
        <translation>Verborgene Schicht, deren Zustände verwendet werden</translation>
    </message>
    <message>
        <source>&amp;Steps</source>
        <translation>&amp;Schritte</translation>
    </message>
    <message>
        <source>Steps of the optimiser</source>
        <translation>Schritte des Optimierers</translation>
    </message>
    <message>
        <source>&amp;Batch</source>
        <translation>Sta&amp;pel</translation>
    </message>
    <message>
        <source>Utterances a step</source>
        <translation>Äußerungen je Schritt</translation>
    </message>
    <message>
        <source>Learning &amp;rate</source>
        <translation>Lern&amp;rate</translation>
    </message>
    <message>
        <source>At its highest, after the warm-up</source>
        <translation>An ihrem höchsten Punkt, nach dem Anlauf</translation>
    </message>
    <message>
        <source>Pre&amp;view every</source>
        <translation>Hör&amp;probe alle</translation>
    </message>
    <message>
        <source>Steps between previews, which are spoken while it goes on training</source>
        <translation>Schritte zwischen Hörproben, die während des Trainings gesprochen werden</translation>
    </message>
    <message>
        <source>Preview te&amp;xt</source>
        <translation>Te&amp;xt der Hörprobe</translation>
    </message>
    <message>
        <source>The sentence of the previews</source>
        <translation>Der Satz der Hörproben</translation>
    </message>
    <message>
        <source>Losses show here while the projector is trained.</source>
        <translation>Hier stehen die Verluste, während der Projektor trainiert wird.</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>Verluste</translation>
    </message>
</context>
<context>
    <name>prism::app::AudioTransport</name>
    <message>
        <source> (times edited)</source>
        <translation> (Zeiten geändert)</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>Hear and see A (Ctrl+B changes over at the same place)</source>
        <translation>A hören und sehen (Strg+B wechselt an derselben Stelle)</translation>
    </message>
    <message>
        <source>What A is</source>
        <translation>Was A ist</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Hear and see B (Ctrl+B changes over at the same place)</source>
        <translation>B hören und sehen (Strg+B wechselt an derselben Stelle)</translation>
    </message>
    <message>
        <source>What B is: a reference or another take</source>
        <translation>Was B ist: ein Vergleich oder eine andere Fassung</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>Zum Anfang</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>Wiedergabe anhalten</translation>
    </message>
    <message>
        <source>Repeat the selection</source>
        <translation>Auswahl wiederholen</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <translation>Ctrl+L</translation>
    </message>
    <message>
        <source>Change between A and B</source>
        <translation>Zwischen A und B wechseln</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Look for sound devices again</source>
        <translation>Erneut nach Tongeräten suchen</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Speed; the pitch moves with it</source>
        <translation>Tempo; die Tonhöhe ändert sich mit</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Output device</source>
        <translation>Ausgabegerät</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>default device</source>
        <translation>Standardgerät</translation>
    </message>
    <message>
        <source>%1, %2 Hz</source>
        <translation>%1, %2 Hz</translation>
    </message>
    <message>
        <source>%1 Everything else works; sounds can be saved as files.</source>
        <translation>%1 Alles andere geht; Klänge lassen sich als Dateien speichern.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>%1 (Ctrl+P; Space in the pictures)</source>
        <translation>%1 (Strg+P; Leertaste in den Bildern)</translation>
    </message>
    <message>
        <source>Speak something first</source>
        <translation>Zuerst etwas sprechen</translation>
    </message>
</context>
<context>
    <name>prism::app::AudioViews</name>
    <message>
        <source>Upsampling: how much of each unit goes into each frame</source>
        <translation>Hochabtastung: wie viel jeder Einheit in jeden Rahmen geht</translation>
    </message>
    <message>
        <source>%1 sound</source>
        <translation>%1 Klang</translation>
    </message>
    <message>
        <source>%1 mel</source>
        <translation>%1 Mel</translation>
    </message>
    <message>
        <source>F0</source>
        <translation>F0</translation>
    </message>
    <message>
        <source>A words</source>
        <translation>A Wörter</translation>
    </message>
    <message>
        <source>A phones</source>
        <translation>A Laute</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>vorhergesagt</translation>
    </message>
    <message>
        <source>B phones</source>
        <translation>B Laute</translation>
    </message>
    <message>
        <source>units</source>
        <translation>Einheiten</translation>
    </message>
    <message>
        <source>A edited</source>
        <translation>A geändert</translation>
    </message>
</context>
<context>
    <name>prism::app::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Type a few letters of what you want to do</source>
        <translation>Tippen Sie ein paar Buchstaben dessen, was Sie tun wollen</translation>
    </message>
    <message>
        <source>Search for a command</source>
        <translation>Befehl suchen</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>Gefundene Befehle</translation>
    </message>
</context>
<context>
    <name>prism::app::ContinuationPanel</name>
    <message>
        <source>Copy this continuation</source>
        <translation>Diese Fortsetzung kopieren</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>Kopieren: %1</translation>
    </message>
</context>
<context>
    <name>prism::app::DataDialog</name>
    <message>
        <source>Kind of data</source>
        <translation>Art der Daten</translation>
    </message>
    <message>
        <source>Weights of two models</source>
        <translation>Gewichte zweier Modelle</translation>
    </message>
    <message>
        <source>Two matrices, row by row</source>
        <translation>Zwei Matrizen, Zeile für Zeile</translation>
    </message>
    <message>
        <source>A file of pairs</source>
        <translation>Eine Datei mit Paaren</translation>
    </message>
    <message>
        <source>Text through two models</source>
        <translation>Text durch zwei Modelle</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Upper model</source>
        <translation>Oberes Modell</translation>
    </message>
    <message>
        <source>Lower model</source>
        <translation>Unteres Modell</translation>
    </message>
    <message>
        <source>Inputs x</source>
        <translation>Eingaben x</translation>
    </message>
    <message>
        <source>Outputs z</source>
        <translation>Ausgaben z</translation>
    </message>
    <message>
        <source>File with tensors x and z</source>
        <translation>Datei mit Tensoren x und z</translation>
    </message>
    <message>
        <source>Text file</source>
        <translation>Textdatei</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Exit layer of the upper model</source>
        <translation>Austrittsschicht des oberen Modells</translation>
    </message>
    <message>
        <source>Entry layer of the lower model</source>
        <translation>Eintrittsschicht des unteren Modells</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Browse: %1</source>
        <translation>Durchsuchen: %1</translation>
    </message>
    <message>
        <source>Matrices (*.npy *.safetensors *.gguf *.pt *.bin)</source>
        <translation>Matrizen (*.npy *.safetensors *.gguf *.pt *.bin)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Pairs (*.safetensors)</source>
        <translation>Paare (*.safetensors)</translation>
    </message>
    <message>
        <source>%1 is not there.</source>
        <translation>%1 ist nicht da.</translation>
    </message>
    <message>
        <source>the embedding of the lower model&apos;s next token</source>
        <translation>das Embedding des nächsten Tokens des unteren Modells</translation>
    </message>
    <message>
        <source>the lower model&apos;s own hidden state</source>
        <translation>den eigenen verborgenen Zustand des unteren Modells</translation>
    </message>
    <message>
        <source>Map to</source>
        <translation>Abbilden auf</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Most positions used</source>
        <translation>Höchstens benutzte Positionen</translation>
    </message>
</context>
<context>
    <name>prism::app::FiringTableModel</name>
    <message>
        <source>Pipe %1, expert %2</source>
        <translation>Pipe %1, Experte %2</translation>
    </message>
    <message>
        <source>Pipe %1, row %2</source>
        <translation>Pipe %1, Zeile %2</translation>
    </message>
    <message>
        <source>%1 of %2 workers</source>
        <translation>%1 von %2 Workern</translation>
    </message>
    <message>
        <source>%1: %2 %</source>
        <comment>expert: percent</comment>
        <translation>%1: %2 %</translation>
    </message>
    <message>
        <source>Experts chosen in this pipe and their share of the outputs, strongest first</source>
        <translation>In dieser Pipe gewählte Experten und ihr Anteil an den Ausgaben, stärkste zuerst</translation>
    </message>
    <message>
        <source>Workers chosen in this pipe</source>
        <translation>In dieser Pipe gewählte Worker</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Upper token</source>
        <translation>Oberes Token</translation>
    </message>
    <message>
        <source>Lower token</source>
        <translation>Unteres Token</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Pipe %1</source>
        <translation>Pipe %1</translation>
    </message>
</context>
<context>
    <name>prism::app::FlipPanel</name>
    <message>
        <source>View of the flip rates</source>
        <translation>Ansicht der Wechselraten</translation>
    </message>
    <message>
        <source>Flip rate of each matrix over time</source>
        <translation>Wechselrate jeder Matrix im Verlauf</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>Matrix</translation>
    </message>
    <message>
        <source>Mean flip rate</source>
        <translation>Mittlere Wechselrate</translation>
    </message>
    <message>
        <source>Last step</source>
        <translation>Letzter Schritt</translation>
    </message>
    <message>
        <source>Flip rate of each matrix</source>
        <translation>Wechselrate jeder Matrix</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>%1, step %2: %3 of its weights moved</source>
        <translation>%1, Schritt %2: %3 der Gewichte haben gewechselt</translation>
    </message>
    <message>
        <source>fp32 weights do not flip.</source>
        <translation>fp32-Gewichte wechseln nicht.</translation>
    </message>
    <message>
        <source>Rows: matrices from the first layer on; columns: steps</source>
        <translation>Zeilen: Matrizen ab der ersten Schicht; Spalten: Schritte</translation>
    </message>
    <message>
        <source>flip rate</source>
        <translation>Wechselrate</translation>
    </message>
    <message>
        <source>matrix</source>
        <translation>Matrix</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>recorded step</source>
        <translation>aufgezeichneter Schritt</translation>
    </message>
</context>
<context>
    <name>prism::app::FoundModels</name>
    <message>
        <source>Models found on this machine</source>
        <translation>Auf diesem Rechner gefundene Modelle</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Where, or why it cannot be opened</source>
        <translation>Wo, oder warum es sich nicht öffnen lässt</translation>
    </message>
    <message>
        <source>Open as upper</source>
        <translation>Als oberes öffnen</translation>
    </message>
    <message>
        <source>Open as lower</source>
        <translation>Als unteres öffnen</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Scan again</source>
        <translation>Neu suchen</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Modelle werden gesucht…</translation>
    </message>
    <message>
        <source>Look for models</source>
        <translation>Modelle suchen</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
    <message>
        <source>No model was found in the Hugging Face cache. Add a folder that holds models.</source>
        <translation>Im Hugging-Face-Cache wurde kein Modell gefunden. Fügen Sie einen Ordner mit Modellen hinzu.</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) in the Hugging Face cache and your folders</source>
        <translation>
            <numerusform>%n Modell im Hugging-Face-Cache und in Ihren Ordnern</numerusform>
            <numerusform>%n Modelle im Hugging-Face-Cache und in Ihren Ordnern</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a folder that holds models</source>
        <translation>Ordner mit Modellen hinzufügen</translation>
    </message>
</context>
<context>
    <name>prism::app::GenerationPanel</name>
    <message>
        <source>greedy</source>
        <translation>gierig</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>&amp;Tokens</source>
        <translation>&amp;Tokens</translation>
    </message>
    <message>
        <source>Most tokens each model writes</source>
        <translation>Höchstzahl der Tokens, die jedes Modell schreibt</translation>
    </message>
    <message>
        <source>Tem&amp;perature</source>
        <translation>Tem&amp;peratur</translation>
    </message>
    <message>
        <source>0 always takes the likeliest token; higher values vary more</source>
        <translation>0 nimmt immer das wahrscheinlichste Token; höhere Werte schwanken mehr</translation>
    </message>
    <message>
        <source>Top-&amp;k</source>
        <translation>Top-&amp;k</translation>
    </message>
    <message>
        <source>Choose among the k likeliest tokens; 0 among all</source>
        <translation>Unter den k wahrscheinlichsten Tokens wählen; 0: unter allen</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Choose among the likeliest tokens that together have this probability</source>
        <translation>Unter den wahrscheinlichsten Tokens wählen, die zusammen diese Wahrscheinlichkeit haben</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>Startzahl (see&amp;d)</translation>
    </message>
    <message>
        <source>The same seed gives the same text</source>
        <translation>Dieselbe Startzahl ergibt denselben Text</translation>
    </message>
    <message>
        <source>Stop te&amp;xts</source>
        <translation>Stopp-Te&amp;xte</translation>
    </message>
    <message>
        <source>Texts that end the writing, separated by |; \n is a line break</source>
        <translation>Texte, die das Schreiben beenden, getrennt durch |; \n ist ein Zeilenumbruch</translation>
    </message>
    <message>
        <source>as the adapter was fitted</source>
        <translation>wie der Adapter angepasst wurde</translation>
    </message>
    <message>
        <source>for the prompt</source>
        <translation>für die Eingabe</translation>
    </message>
    <message>
        <source>for the prompt and the upper model&apos;s words</source>
        <translation>für die Eingabe und die Worte des oberen Modells</translation>
    </message>
    <message>
        <source>for every word</source>
        <translation>für jedes Wort</translation>
    </message>
    <message>
        <source>&amp;Adapter</source>
        <translation>&amp;Adapter</translation>
    </message>
    <message>
        <source>How long the adapter stays between the models: afterwards the lower model goes on by itself</source>
        <translation>Wie lange der Adapter zwischen den Modellen bleibt: danach macht das untere Modell allein weiter</translation>
    </message>
</context>
<context>
    <name>prism::app::GridEditor</name>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Values of the own table</source>
        <translation>Werte der eigenen Tabelle</translation>
    </message>
    <message>
        <source>Double-click or F2 to edit; 1/3 is understood</source>
        <translation>Doppelklick oder F2 zum Bearbeiten; 1/3 wird verstanden</translation>
    </message>
    <message>
        <source>S&amp;ymmetric</source>
        <translation>S&amp;ymmetrisch</translation>
    </message>
    <message>
        <source>A value always comes and goes with its negative</source>
        <translation>Ein Wert kommt und geht immer mit seinem Negativen</translation>
    </message>
    <message>
        <source>Start from a known table</source>
        <translation>Von einer bekannten Tabelle ausgehen</translation>
    </message>
    <message>
        <source>Start from…</source>
        <translation>Ausgehen von…</translation>
    </message>
    <message>
        <source>&amp;Add value</source>
        <translation>Wert &amp;hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Remove value</source>
        <translation>Wert &amp;entfernen</translation>
    </message>
    <message>
        <source>own table on a Gaussian</source>
        <translation>eigene Tabelle auf einer Gauß-Verteilung</translation>
    </message>
    <message>
        <source>Values of the table on a Gaussian at their best scale</source>
        <translation>Werte der Tabelle auf einer Gauß-Verteilung beim besten Maßstab</translation>
    </message>
    <message>
        <source>This is no table: %1.</source>
        <translation>Das ist keine Tabelle: %1.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no number; write 0.25 or 1/4.</source>
        <translation>„%1“ ist keine Zahl; schreiben Sie 0.25 oder 1/4.</translation>
    </message>
    <message>
        <source>Choose the value to remove first.</source>
        <translation>Wählen Sie zuerst den Wert, der entfernt werden soll.</translation>
    </message>
    <message>
        <source>Measuring a table</source>
        <translation>Tabelle wird gemessen</translation>
    </message>
    <message>
        <source>%1 values, %2 bits · SQNR %3 dB on a Gaussian (prime13 16.5, uniform15 18.9, nf4 20.0)</source>
        <translation>%1 Werte, %2 Bit · SQNR %3 dB auf einer Gauß-Verteilung (prime13 16.5, uniform15 18.9, nf4 20.0)</translation>
    </message>
    <message>
        <source>Gaussian</source>
        <translation>Gauß-Verteilung</translation>
    </message>
    <message>
        <source>weight, deviations</source>
        <translation>Gewicht, Standardabweichungen</translation>
    </message>
    <message>
        <source>density</source>
        <translation>Dichte</translation>
    </message>
</context>
<context>
    <name>prism::app::InferencePage</name>
    <message>
        <source>There is no adapter yet</source>
        <translation>Es gibt noch keinen Adapter</translation>
    </message>
    <message>
        <source>No models are open</source>
        <translation>Keine Modelle geöffnet</translation>
    </message>
    <message>
        <source>Train the adapter, or open a .prism file, to hear the upper model speak through the lower one.</source>
        <translation>Trainieren Sie den Adapter oder öffnen Sie eine .prism-Datei, um das obere Modell durch das untere sprechen zu lassen.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Both models go on from the prompt (Ctrl+Return)</source>
        <translation>Beide Modelle setzen den Prompt fort (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Stop at once; what was written is kept (Esc)</source>
        <translation>Sofort anhalten; Geschriebenes bleibt (Esc)</translation>
    </message>
    <message>
        <source>Upper model</source>
        <translation>Oberes Modell</translation>
    </message>
    <message>
        <source>Lower model</source>
        <translation>Unteres Modell</translation>
    </message>
    <message>
        <source>%1 by itself</source>
        <translation>%1 allein</translation>
    </message>
    <message>
        <source>How the upper model goes on from the prompt</source>
        <translation>Wie das obere Modell den Prompt fortsetzt</translation>
    </message>
    <message>
        <source>%1 through %2</source>
        <translation>%1 durch %2</translation>
    </message>
    <message>
        <source>the adapter</source>
        <translation>der Adapter</translation>
    </message>
    <message>
        <source>How the lower model goes on when the adapter gives it the upper model&apos;s states</source>
        <translation>Wie das untere Modell fortfährt, wenn der Adapter ihm die Zustände des oberen gibt</translation>
    </message>
    <message>
        <source>How the lower model goes on from the same prompt with its own embeddings</source>
        <translation>Wie das untere Modell denselben Prompt mit eigenen Embeddings fortsetzt</translation>
    </message>
    <message>
        <source>The same through the second adapter</source>
        <translation>Dasselbe durch den zweiten Adapter</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Tokens/s</translation>
    </message>
    <message>
        <source>Workers that speak at each step are lit here.</source>
        <translation>Worker, die bei einem Schritt sprechen, leuchten hier.</translation>
    </message>
    <message numerus="yes">
        <source>All %n worker(s) speak at every step: this adapter has no router. The Router page trains one.</source>
        <translation>
            <numerusform>Der eine Worker spricht bei jedem Schritt: Dieser Adapter hat keinen Router. Die Router-Seite trainiert einen.</numerusform>
            <numerusform>Alle %n Worker sprechen bei jedem Schritt: Dieser Adapter hat keinen Router. Die Router-Seite trainiert einen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Step %1, “%2”: %3 of %4 workers lit; colours tell how often each speaks in this run</source>
        <translation>Schritt %1, „%2“: %3 von %4 Workern leuchten; die Farben zeigen, wie oft jeder in diesem Lauf spricht</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>nearest token is the true one at %1 % of %2 steps</source>
        <translation>nächstes Token ist bei %1 % von %2 Schritten das wahre</translation>
    </message>
    <message>
        <source>%1 multiply-adds a step, %2 × dense</source>
        <translation>%1 Multiplikationen je Schritt, %2 × dicht</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Inference</source>
        <translation>Inferenz</translation>
    </message>
    <message>
        <source>text in at the upper model, through the adapter, out at the lower</source>
        <translation>Text geht oben hinein, durch den Adapter und unten hinaus</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Stitched perplexity</source>
        <translation>Perplexität über den Adapter</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>What the models do</source>
        <translation>Was die Modelle tun</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
    <message>
        <source>Stop the models</source>
        <translation>Modelle anhalten</translation>
    </message>
    <message>
        <source>Train the adapter</source>
        <translation>Adapter trainieren</translation>
    </message>
    <message>
        <source>Open upper model</source>
        <translation>Oberes Modell öffnen</translation>
    </message>
    <message>
        <source>Open lower model</source>
        <translation>Unteres Modell öffnen</translation>
    </message>
    <message>
        <source>Open upper model…</source>
        <translation>Oberes Modell öffnen…</translation>
    </message>
    <message>
        <source>Open lower model…</source>
        <translation>Unteres Modell öffnen…</translation>
    </message>
    <message>
        <source>Second adapter</source>
        <translation>Zweiter Adapter</translation>
    </message>
    <message>
        <source>Another adapter that speaks beside the open one</source>
        <translation>Ein weiterer Adapter, der neben dem geöffneten spricht</translation>
    </message>
    <message>
        <source>Open a second adapter…</source>
        <translation>Zweiten Adapter öffnen…</translation>
    </message>
    <message>
        <source>Open a second adapter</source>
        <translation>Zweiten Adapter öffnen</translation>
    </message>
    <message>
        <source>Adapters (*.prism);;All files (*)</source>
        <translation>Adapter (*.prism);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Use the version kept for comparison</source>
        <translation>Zum Vergleich behaltene Fassung nehmen</translation>
    </message>
    <message>
        <source>Only the open adapter</source>
        <translation>Nur der geöffnete Adapter</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Copy all texts</source>
        <translation>Alle Texte kopieren</translation>
    </message>
    <message>
        <source>Save all texts…</source>
        <translation>Alle Texte speichern…</translation>
    </message>
    <message>
        <source>Save texts</source>
        <translation>Texte speichern</translation>
    </message>
    <message>
        <source>Texts (*.txt)</source>
        <translation>Texte (*.txt)</translation>
    </message>
    <message>
        <source>Save the steps as CSV…</source>
        <translation>Schritte als CSV speichern…</translation>
    </message>
    <message>
        <source>Save steps</source>
        <translation>Schritte speichern</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>CSV-Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>The morning was bright and cold, and the road</source>
        <translation>The morning was bright and cold, and the road</translation>
    </message>
    <message>
        <source>Active workers</source>
        <translation>Aktive Worker</translation>
    </message>
    <message>
        <source>Prompts that were run</source>
        <translation>Gelaufene Prompts</translation>
    </message>
    <message>
        <source>Use its prompt</source>
        <translation>Seinen Prompt nehmen</translation>
    </message>
    <message>
        <source>Put the chosen run&apos;s prompt and settings back above</source>
        <translation>Prompt und Einstellungen des gewählten Laufs wieder oben einsetzen</translation>
    </message>
    <message>
        <source>Copy it</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the prompt and all texts of the chosen run</source>
        <translation>Prompt und alle Texte des gewählten Laufs kopieren</translation>
    </message>
    <message>
        <source>Clear history</source>
        <translation>Verlauf leeren</translation>
    </message>
</context>
<context>
    <name>prism::app::InferenceSession</name>
    <message>
        <source>Opening %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>text sampled from %1</source>
        <translation>aus %1 gezogener Text</translation>
    </message>
    <message>
        <source>Measuring stitched perplexity</source>
        <translation>Perplexität über den Adapter messen</translation>
    </message>
    <message>
        <source>The models are at work already.</source>
        <translation>Die Modelle arbeiten schon.</translation>
    </message>
    <message>
        <source>Sampling text from the upper model</source>
        <translation>Text aus dem oberen Modell ziehen</translation>
    </message>
    <message>
        <source>Open an upper and a lower model first.</source>
        <translation>Öffnen Sie zuerst ein oberes und ein unteres Modell.</translation>
    </message>
    <message>
        <source>The adapter is not ready yet.</source>
        <translation>Der Adapter ist noch nicht bereit.</translation>
    </message>
    <message>
        <source>Train or open an adapter first.</source>
        <translation>Trainieren oder öffnen Sie zuerst einen Adapter.</translation>
    </message>
    <message>
        <source>the adapter</source>
        <translation>der Adapter</translation>
    </message>
    <message>
        <source>Loading the models</source>
        <translation>Modelle laden</translation>
    </message>
    <message>
        <source>Write a prompt first: the models need some text to go on from.</source>
        <translation>Schreiben Sie zuerst einen Prompt: Die Modelle brauchen Text zum Fortsetzen.</translation>
    </message>
    <message>
        <source>The prompt has %1 MB, and at most 1 MB can be run. Shorten it; it stays as it is.</source>
        <translation>Der Prompt hat %1 MB, höchstens 1 MB kann laufen. Kürzen Sie ihn; er bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>Running the prompt</source>
        <translation>Prompt laufen lassen</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Hält an…</translation>
    </message>
    <message>
        <source>Measuring perplexity</source>
        <translation>Perplexität messen</translation>
    </message>
    <message>
        <source>The upper model is writing a text</source>
        <translation>Das obere Modell schreibt einen Text</translation>
    </message>
    <message>
        <source>Waiting for other work to finish…</source>
        <translation>Wartet auf das Ende anderer Arbeit…</translation>
    </message>
    <message>
        <source>%1, %2 %</source>
        <translation>%1, %2 %</translation>
    </message>
</context>
<context>
    <name>prism::app::JobsModel</name>
    <message>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>hält an</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>%1 of %2 %3</source>
        <translation>%1 von %2 %3</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>prism::app::JobsPanel</name>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Cancel job</source>
        <translation>Auftrag abbrechen</translation>
    </message>
    <message>
        <source>Stop the selected job; what it has finished is kept</source>
        <translation>Gewählten Auftrag anhalten; Fertiges bleibt</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>Fertige entfernen</translation>
    </message>
    <message>
        <source>Remove finished jobs from this list</source>
        <translation>Fertige Aufträge aus der Liste nehmen</translation>
    </message>
</context>
<context>
    <name>prism::app::LogModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>info</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
</context>
<context>
    <name>prism::app::LogPanel</name>
    <message>
        <source>Log lines</source>
        <translation>Protokollzeilen</translation>
    </message>
    <message>
        <source>Lowest level shown</source>
        <translation>Niedrigste gezeigte Stufe</translation>
    </message>
    <message>
        <source>All levels</source>
        <translation>Alle Stufen</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Warnungen und Fehler</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>Nur Fehler</translation>
    </message>
    <message>
        <source>Filter the log</source>
        <translation>Protokoll filtern</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the selected lines, or all that are shown</source>
        <translation>Gewählte Zeilen kopieren, oder alle gezeigten</translation>
    </message>
</context>
<context>
    <name>prism::app::LowBitControls</name>
    <message>
        <source>vote: consensus</source>
        <translation>vote: Einigkeit</translation>
    </message>
    <message>
        <source>sr: rounding</source>
        <translation>sr: Runden</translation>
    </message>
    <message>
        <source>qat: masters</source>
        <translation>qat: Master</translation>
    </message>
    <message>
        <source>fp32: reference</source>
        <translation>fp32: Vergleich</translation>
    </message>
    <message>
        <source>written by the upper model</source>
        <translation>vom oberen Modell geschrieben</translation>
    </message>
    <message>
        <source>a text file…</source>
        <translation>eine Textdatei…</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>&amp;Text</translation>
    </message>
    <message>
        <source>What the language model is trained on; its end validates</source>
        <translation>Woran das Sprachmodell trainiert wird; das Ende dient der Validierung</translation>
    </message>
    <message>
        <source>Model si&amp;ze</source>
        <translation>Modell&amp;größe</translation>
    </message>
    <message>
        <source>A decoder-only language model of the Llama form</source>
        <translation>Ein reines Decoder-Sprachmodell der Llama-Form</translation>
    </message>
    <message>
        <source>&amp;Vocabulary</source>
        <translation>&amp;Vokabular</translation>
    </message>
    <message>
        <source>Tokens of a byte-level BPE that is trained on the text first</source>
        <translation>Token einer Byte-BPE, die zuerst am Text trainiert wird</translation>
    </message>
    <message>
        <source>own table</source>
        <translation>eigene Tabelle</translation>
    </message>
    <message>
        <source>the rule&apos;s own</source>
        <translation>die der Regel</translation>
    </message>
    <message>
        <source>Scales learn too</source>
        <translation>Maßstäbe lernen mit</translation>
    </message>
    <message>
        <source>Scales of the output channels follow their own gradients; costs f32 moments a channel</source>
        <translation>Die Maßstäbe der Ausgangskanäle folgen ihren eigenen Gradienten; kostet f32-Momente je Kanal</translation>
    </message>
    <message>
        <source>&amp;Grid</source>
        <translation>&amp;Raster</translation>
    </message>
    <message>
        <source>Values a weight may have, times its channel&apos;s scale (how many in brackets); the table editor makes others</source>
        <translation>Werte, die ein Gewicht haben kann, mal dem Maßstab seines Kanals (Anzahl in Klammern); der Tabelleneditor macht andere</translation>
    </message>
    <message>
        <source>&amp;Update</source>
        <translation>&amp;Änderung</translation>
    </message>
    <message>
        <source>How weights change at a step: votes of the micro-batches that agree; a gradient step rounded at random; AdamW on f32 masters with the table in the forward pass; AdamW without any table</source>
        <translation>Wie sich Gewichte je Schritt ändern: einige Stimmen der Mikro-Batches; ein zufällig gerundeter Gradientenschritt; AdamW auf f32-Mastern mit der Tabelle im Vorwärtslauf; AdamW ganz ohne Tabelle</translation>
    </message>
    <message>
        <source>Learning &amp;rate</source>
        <translation>&amp;Lernrate</translation>
    </message>
    <message>
        <source>Of the matrices: expected movement of a weight in a step for votes and rounding, AdamW&apos;s rate otherwise</source>
        <translation>Der Matrizen: erwartete Bewegung eines Gewichts je Schritt bei Stimmen und Runden, sonst die Rate von AdamW</translation>
    </message>
    <message>
        <source>at the end</source>
        <translation>am Ende</translation>
    </message>
    <message>
        <source>only when stopped</source>
        <translation>nur beim Anhalten</translation>
    </message>
    <message>
        <source>&amp;Steps</source>
        <translation>&amp;Schritte</translation>
    </message>
    <message>
        <source>Optimiser steps</source>
        <translation>Optimiererschritte</translation>
    </message>
    <message>
        <source>&amp;Batch</source>
        <translation>&amp;Batch</translation>
    </message>
    <message>
        <source>Sequences a micro-batch</source>
        <translation>Sequenzen je Mikro-Batch</translation>
    </message>
    <message>
        <source>&amp;Micro-batches</source>
        <translation>&amp;Mikro-Batches</translation>
    </message>
    <message>
        <source>A step; each lets every weight vote once</source>
        <translation>Je Schritt; in jedem stimmt jedes Gewicht einmal ab</translation>
    </message>
    <message>
        <source>&amp;Context</source>
        <translation>&amp;Kontext</translation>
    </message>
    <message>
        <source>Tokens a sequence</source>
        <translation>Token je Sequenz</translation>
    </message>
    <message>
        <source>Validate &amp;every</source>
        <translation>Validieren &amp;alle</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Chec&amp;kpoint every</source>
        <translation>Sicher&amp;ungspunkt alle</translation>
    </message>
    <message>
        <source>Steps; the last three are kept, a stop writes one too</source>
        <translation>Schritte; die letzten drei bleiben, ein Anhalten schreibt auch einen</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>Start&amp;wert</translation>
    </message>
    <message>
        <source>The same seed gives the same bytes</source>
        <translation>Derselbe Startwert ergibt dieselben Bytes</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Votes</source>
        <translation>Stimmen</translation>
    </message>
    <message>
        <source>z filter</source>
        <translation>z-Filter</translation>
    </message>
    <message>
        <source>A weight votes where its gradient exceeds mean + z·deviation of its matrix</source>
        <translation>Ein Gewicht stimmt ab, wo sein Gradient Mittel + z·Abweichung seiner Matrix übersteigt</translation>
    </message>
    <message>
        <source>Consensus</source>
        <translation>Einigkeit</translation>
    </message>
    <message>
        <source>c of |votes| ≥ c·√(n·q): n micro-batches, q the share of weights that voted</source>
        <translation>c in |Stimmen| ≥ c·√(n·q): n Mikro-Batches, q der Anteil der Gewichte, die abgestimmt haben</translation>
    </message>
    <message>
        <source>Fixed fraction</source>
        <translation>Fester Anteil</translation>
    </message>
    <message>
        <source>Instead: |votes| ≥ this share of the micro-batches</source>
        <translation>Stattdessen: |Stimmen| ≥ dieser Anteil der Mikro-Batches</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Trägheit</translation>
    </message>
    <message>
        <source>Share of the votes that stays for the next step</source>
        <translation>Anteil der Stimmen, der für den nächsten Schritt bleibt</translation>
    </message>
    <message>
        <source>Cooldown</source>
        <translation>Ruhezeit</translation>
    </message>
    <message>
        <source>Steps that a moved weight rests; costs one byte a weight</source>
        <translation>Schritte, die ein bewegtes Gewicht ruht; kostet ein Byte je Gewicht</translation>
    </message>
    <message>
        <source>Trained one after the other on the same data, order, steps and seed</source>
        <translation>Nacheinander trainiert, mit denselben Daten, derselben Reihenfolge, Schrittzahl und demselben Startwert</translation>
    </message>
    <message>
        <source>Compare: each grid with each update</source>
        <translation>Vergleich: jedes Raster mit jeder Regel</translation>
    </message>
    <message>
        <source>Choose a text</source>
        <translation>Text wählen</translation>
    </message>
    <message>
        <source>Text (*.txt *.md);;All files (*)</source>
        <translation>Text (*.txt *.md);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 layers of %2: %3 low-bit weights, %4 others in f32</source>
        <translation>%1 Schichten zu %2: %3 Gewichte auf dem Raster, %4 andere in f32</translation>
    </message>
</context>
<context>
    <name>prism::app::LowBitPage</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Stop all of it; what is running keeps a checkpoint and its weights</source>
        <translation>Alles anhalten; was läuft, behält einen Sicherungspunkt und seine Gewichte</translation>
    </message>
    <message>
        <source>Train one model as the options say</source>
        <translation>Ein Modell nach den Einstellungen trainieren</translation>
    </message>
    <message numerus="yes">
        <source>Compare grids and updates (%n run(s))</source>
        <translation>
            <numerusform>Raster und Regeln vergleichen (%n Lauf)</numerusform>
            <numerusform>Raster und Regeln vergleichen (%n Läufe)</numerusform>
        </translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>training loss, nats a token</source>
        <translation>Trainingsverlust, Nat je Token</translation>
    </message>
    <message>
        <source>validation loss, nats a token</source>
        <translation>Validierungsverlust, Nat je Token</translation>
    </message>
    <message>
        <source>fp32 + 5 %</source>
        <translation>fp32 + 5 %</translation>
    </message>
    <message>
        <source>The upper model is writing the text to train on…</source>
        <translation>Das obere Modell schreibt den Text, an dem trainiert wird…</translation>
    </message>
    <message>
        <source>%1 waits for its turn, or reads its text.</source>
        <translation>%1 wartet oder liest seinen Text.</translation>
    </message>
    <message>
        <source>%1: step %2 of %3, loss %4, %5 tokens a second</source>
        <translation>%1: Schritt %2 von %3, Verlust %4, %5 Token je Sekunde</translation>
    </message>
    <message>
        <source>%1: validation loss %2, fp32 %3 (%4%5 %); %6 bytes a low-bit weight</source>
        <translation>%1: Validierungsverlust %2, fp32 %3 (%4%5 %); %6 Byte je Gewicht auf dem Raster</translation>
    </message>
    <message>
        <source>Export packed weights</source>
        <translation>Gepackte Gewichte exportieren</translation>
    </message>
    <message>
        <source>Packed weights (*.safetensors)</source>
        <translation>Gepackte Gewichte (*.safetensors)</translation>
    </message>
    <message>
        <source>Export the table of runs</source>
        <translation>Tabelle der Läufe exportieren</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Low-bit lab</source>
        <translation>Niedrigbit-Labor</translation>
    </message>
    <message>
        <source>training on a small table of values without float copies, held against fp32</source>
        <translation>Training auf einer kleinen Wertetabelle ohne Gleitkomma-Kopien, gemessen an fp32</translation>
    </message>
    <message>
        <source>Compare grids and updates</source>
        <translation>Raster und Regeln vergleichen</translation>
    </message>
    <message>
        <source>Train every chosen grid with every chosen update on the same data, order, steps and seed</source>
        <translation>Jedes gewählte Raster mit jeder gewählten Regel trainieren, mit denselben Daten, derselben Reihenfolge, Schrittzahl und demselben Startwert</translation>
    </message>
    <message>
        <source>Resume the chosen run</source>
        <translation>Den gewählten Lauf fortsetzen</translation>
    </message>
    <message>
        <source>Go on from its last checkpoint</source>
        <translation>Vom letzten Sicherungspunkt weitermachen</translation>
    </message>
    <message>
        <source>Stop the chosen run</source>
        <translation>Den gewählten Lauf anhalten</translation>
    </message>
    <message>
        <source>It keeps a checkpoint; others go on</source>
        <translation>Er behält einen Sicherungspunkt; andere laufen weiter</translation>
    </message>
    <message>
        <source>Remove the chosen run</source>
        <translation>Den gewählten Lauf entfernen</translation>
    </message>
    <message>
        <source>Edit, Undo brings it back</source>
        <translation>Bearbeiten, Rückgängig bringt ihn zurück</translation>
    </message>
    <message>
        <source>Export the table of runs…</source>
        <translation>Tabelle der Läufe exportieren…</translation>
    </message>
    <message>
        <source>All runs with their figures as CSV</source>
        <translation>Alle Läufe mit ihren Zahlen als CSV</translation>
    </message>
    <message>
        <source>Export packed</source>
        <translation>Gepackt exportieren</translation>
    </message>
    <message>
        <source>The chosen run&apos;s weights as packed codes, scales and table (safetensors)</source>
        <translation>Die Gewichte des gewählten Laufs als gepackte Codes, Maßstäbe und Tabelle (safetensors)</translation>
    </message>
    <message>
        <source>Options of the training</source>
        <translation>Einstellungen des Trainings</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>Trainingsverlust</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>Validierungsverlust</translation>
    </message>
    <message>
        <source>low-bit loss</source>
        <translation>Niedrigbit-Verlust</translation>
    </message>
    <message>
        <source>Loss of all runs</source>
        <translation>Verlust aller Läufe</translation>
    </message>
    <message>
        <source>Table use</source>
        <translation>Tabellennutzung</translation>
    </message>
    <message>
        <source>Flips</source>
        <translation>Wechsel</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Low-bit runs</source>
        <translation>Niedrigbit-Läufe</translation>
    </message>
    <message>
        <source>Steps of the chosen run</source>
        <translation>Schritte des gewählten Laufs</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Own table</source>
        <translation>Eigene Tabelle</translation>
    </message>
    <message>
        <source>Quantise</source>
        <translation>Quantisieren</translation>
    </message>
    <message>
        <source>The low-bit options of the project cannot be read, so the defaults are used.</source>
        <translation>Die Niedrigbit-Einstellungen des Projekts sind nicht lesbar, deshalb gelten die Voreinstellungen.</translation>
    </message>
    <message>
        <source>Nothing has been trained here yet</source>
        <translation>Hier wurde noch nichts trainiert</translation>
    </message>
    <message>
        <source>Choose a grid and an update at the left, then train. With fp32 among the compared updates every run is held against it.</source>
        <translation>Wählen Sie links Raster und Regel, dann trainieren Sie. Ist fp32 beim Vergleich dabei, wird jeder Lauf daran gemessen.</translation>
    </message>
</context>
<context>
    <name>prism::app::LowBitRunModel</name>
    <message>
        <source>running, %1 %</source>
        <translation>läuft, %1 %</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>To fp32</source>
        <translation>Zu fp32</translation>
    </message>
    <message>
        <source>B / weight</source>
        <translation>B / Gewicht</translation>
    </message>
    <message>
        <source>Flip rate</source>
        <translation>Wechselrate</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Einigkeit</translation>
    </message>
    <message>
        <source>Values used</source>
        <translation>Genutzte Werte</translation>
    </message>
    <message>
        <source>Zero</source>
        <translation>Null</translation>
    </message>
    <message>
        <source>Tokens / s</source>
        <translation>Token / s</translation>
    </message>
    <message>
        <source>Process peak</source>
        <translation>Prozessspitze</translation>
    </message>
    <message>
        <source>Grid and update; the mark has the colour of its curve</source>
        <translation>Raster und Regel; die Marke hat die Farbe der Kurve</translation>
    </message>
    <message>
        <source>What the training is doing</source>
        <translation>Was das Training gerade tut</translation>
    </message>
    <message>
        <source>Size of the language model</source>
        <translation>Größe des Sprachmodells</translation>
    </message>
    <message>
        <source>Optimiser steps done, of all</source>
        <translation>Erledigte Optimiererschritte, von allen</translation>
    </message>
    <message>
        <source>Training loss of the last step, nats a token</source>
        <translation>Trainingsverlust des letzten Schritts, Nat je Token</translation>
    </message>
    <message>
        <source>Latest validation loss, nats a token</source>
        <translation>Letzter Validierungsverlust, Nat je Token</translation>
    </message>
    <message>
        <source>Validation loss against the fp32 run on the same data, order, steps and seed; ✓ within 5 %</source>
        <translation>Validierungsverlust gegen den fp32-Lauf mit denselben Daten, derselben Reihenfolge, Schrittzahl und demselben Startwert; ✓ innerhalb 5 %</translation>
    </message>
    <message>
        <source>Bytes a low-bit weight: codes, scales, votes and optimiser state, as allocated</source>
        <translation>Byte je Gewicht auf dem Raster: Codes, Maßstäbe, Stimmen und Optimiererzustand, wie belegt</translation>
    </message>
    <message>
        <source>Share of the low-bit weights that moved in a step, mean over the run</source>
        <translation>Anteil der Gewichte, die in einem Schritt gewechselt haben, Mittel über den Lauf</translation>
    </message>
    <message>
        <source>Mean share of the votes that agree; 1 is unanimous</source>
        <translation>Mittlerer Anteil übereinstimmender Stimmen; 1 ist einstimmig</translation>
    </message>
    <message>
        <source>Table values that any weight has</source>
        <translation>Tabellenwerte, die irgendein Gewicht hat</translation>
    </message>
    <message>
        <source>Share of the weights at the value nearest to 0</source>
        <translation>Anteil der Gewichte auf dem Wert, der 0 am nächsten liegt</translation>
    </message>
    <message>
        <source>Tokens trained on a second</source>
        <translation>Trainierte Token je Sekunde</translation>
    </message>
    <message>
        <source>Highest resident memory of the whole program during the run, this window included</source>
        <translation>Höchster Arbeitsspeicher des ganzen Programms während des Laufs, dieses Fenster eingeschlossen</translation>
    </message>
</context>
<context>
    <name>prism::app::LowBitSession</name>
    <message>
        <source>Remove the run %1</source>
        <translation>Lauf %1 entfernen</translation>
    </message>
    <message>
        <source>Reading earlier low-bit runs</source>
        <translation>Frühere Niedrigbit-Läufe lesen</translation>
    </message>
    <message>
        <source>A low-bit training is still running.</source>
        <translation>Ein Niedrigbit-Training läuft noch.</translation>
    </message>
    <message>
        <source>There is no text file %1; choose another.</source>
        <translation>Es gibt keine Textdatei %1; wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Choose a text file, or open models: the upper one then writes a text.</source>
        <translation>Wählen Sie eine Textdatei oder öffnen Sie Modelle: Das obere schreibt dann einen Text.</translation>
    </message>
    <message>
        <source>The models are at work already.</source>
        <translation>Die Modelle arbeiten bereits.</translation>
    </message>
    <message>
        <source>Choose at least one grid and one update to compare.</source>
        <translation>Wählen Sie mindestens ein Raster und eine Regel zum Vergleichen.</translation>
    </message>
    <message>
        <source>Training %1</source>
        <translation>%1 trainieren</translation>
    </message>
    <message>
        <source>Keeping a low-bit run</source>
        <translation>Niedrigbit-Lauf aufbewahren</translation>
    </message>
    <message>
        <source>Exporting packed weights</source>
        <translation>Gepackte Gewichte exportieren</translation>
    </message>
</context>
<context>
    <name>prism::app::LowBitStepModel</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>Flip rate</source>
        <translation>Wechselrate</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Einigkeit</translation>
    </message>
    <message>
        <source>Values used</source>
        <translation>Genutzte Werte</translation>
    </message>
    <message>
        <source>Zero</source>
        <translation>Null</translation>
    </message>
    <message>
        <source>Tokens / s</source>
        <translation>Token / s</translation>
    </message>
</context>
<context>
    <name>prism::app::MainWindow</name>
    <message>
        <source>%1: done in %2 s</source>
        <translation>%1: fertig nach %2 s</translation>
    </message>
    <message>
        <source>%1: stopped after %2 s</source>
        <translation>%1: angehalten nach %2 s</translation>
    </message>
    <message>
        <source>The window did not answer for %1 ms.</source>
        <translation>Das Fenster antwortete %1 ms lang nicht.</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>%1 (Ctrl+%2)</source>
        <translation>%1 (Strg+%2)</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Nothing is selected on this page.</source>
        <translation>Auf dieser Seite ist nichts gewählt.</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Running job</source>
        <translation>Laufender Auftrag</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Untitled project</source>
        <translation>Unbenanntes Projekt</translation>
    </message>
    <message>
        <source>%1[*] — Prism Workbench</source>
        <translation>%1[*] — Prism Workbench</translation>
    </message>
    <message>
        <source>Checking the speed of BLAS</source>
        <translation>Geschwindigkeit von BLAS prüfen</translation>
    </message>
    <message>
        <source>Torch computes with the slow reference BLAS; install libopenblas0-pthread to train up to 100 times faster.</source>
        <translation>Torch rechnet mit der langsamen Referenz-BLAS; mit libopenblas0-pthread trainiert es bis zu 100-mal schneller.</translation>
    </message>
    <message>
        <source>There is no page &quot;%1&quot;; the pages are %2.</source>
        <translation>Es gibt keine Seite „%1“; die Seiten sind %2.</translation>
    </message>
    <message>
        <source>The project %1 cannot be opened: %2. Choose another, or restore it from a copy.</source>
        <translation>Das Projekt %1 lässt sich nicht öffnen: %2. Wählen Sie ein anderes oder stellen Sie es aus einer Kopie wieder her.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Open upper model</source>
        <translation>Oberes Modell öffnen</translation>
    </message>
    <message>
        <source>Open lower model</source>
        <translation>Unteres Modell öffnen</translation>
    </message>
    <message>
        <source>Models (*.safetensors *.gguf *.pt *.bin *.npy);;All files (*)</source>
        <translation>Modelle (*.safetensors *.gguf *.pt *.bin *.npy);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open &amp;upper model folder…</source>
        <translation>&amp;Oberes Modell öffnen (Ordner)…</translation>
    </message>
    <message>
        <source>Ctrl+O</source>
        <translation>Ctrl+O</translation>
    </message>
    <message>
        <source>The model whose output is mapped</source>
        <translation>Das Modell, dessen Ausgabe abgebildet wird</translation>
    </message>
    <message>
        <source>Open upper model file…</source>
        <translation>Oberes Modell öffnen (Datei)…</translation>
    </message>
    <message>
        <source>Open &amp;lower model folder…</source>
        <translation>&amp;Unteres Modell öffnen (Ordner)…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+O</source>
        <translation>Ctrl+Shift+O</translation>
    </message>
    <message>
        <source>The model whose input is reached</source>
        <translation>Das Modell, dessen Eingabe erreicht wird</translation>
    </message>
    <message>
        <source>Open lower model file…</source>
        <translation>Unteres Modell öffnen (Datei)…</translation>
    </message>
    <message>
        <source>Open &amp;adapter…</source>
        <translation>&amp;Adapter öffnen…</translation>
    </message>
    <message>
        <source>Ctrl+Alt+A</source>
        <translation>Ctrl+Alt+A</translation>
    </message>
    <message>
        <source>Open adapter</source>
        <translation>Adapter öffnen</translation>
    </message>
    <message>
        <source>Adapters (*.prism);;All files (*)</source>
        <translation>Adapter (*.prism);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open &amp;project…</source>
        <translation>&amp;Projekt öffnen…</translation>
    </message>
    <message>
        <source>Ctrl+Alt+O</source>
        <translation>Ctrl+Alt+O</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>Projects (*.prismproj);;All files (*)</source>
        <translation>Projekte (*.prismproj);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>&amp;Recent files</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Open the built-in pair</source>
        <translation>Mitgeliefertes Paar öffnen</translation>
    </message>
    <message>
        <source>Two small models that come with the program</source>
        <translation>Zwei kleine Modelle, die mit dem Programm kommen</translation>
    </message>
    <message>
        <source>The built-in pair is not installed: set PRISM_DEMO_DATA to the folder that holds it.</source>
        <translation>Das mitgelieferte Paar ist nicht installiert: Setzen Sie PRISM_DEMO_DATA auf den Ordner, der es enthält.</translation>
    </message>
    <message>
        <source>&amp;Save project</source>
        <translation>Projekt &amp;speichern</translation>
    </message>
    <message>
        <source>Save project as…</source>
        <translation>Projekt speichern unter…</translation>
    </message>
    <message>
        <source>Save adap&amp;ter as…</source>
        <translation>Adap&amp;ter speichern unter…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+S</source>
        <translation>Ctrl+Shift+S</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Ctrl+Q</source>
        <translation>Ctrl+Q</translation>
    </message>
    <message>
        <source>upper model</source>
        <translation>oberes Modell</translation>
    </message>
    <message>
        <source>lower model</source>
        <translation>unteres Modell</translation>
    </message>
    <message>
        <source>adapter</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>%1 — %2 (missing)</source>
        <translation>%1 — %2 (fehlt)</translation>
    </message>
    <message>
        <source>Nothing has been opened yet</source>
        <translation>Es wurde noch nichts geöffnet</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Z</source>
        <translation>Ctrl+Shift+Z</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>Wiederherstellen: %1</translation>
    </message>
    <message>
        <source>Select no workers</source>
        <translation>Keine Worker wählen</translation>
    </message>
    <message>
        <source>Ctrl+Shift+A</source>
        <translation>Ctrl+Shift+A</translation>
    </message>
    <message>
        <source>Select faulty workers</source>
        <translation>Fehlerhafte Worker wählen</translation>
    </message>
    <message>
        <source>Ctrl+Shift+F</source>
        <translation>Ctrl+Shift+F</translation>
    </message>
    <message>
        <source>&amp;Work</source>
        <translation>A&amp;rbeit</translation>
    </message>
    <message>
        <source>&amp;Train workers</source>
        <translation>Worker &amp;trainieren</translation>
    </message>
    <message>
        <source>Ctrl+T</source>
        <translation>Ctrl+T</translation>
    </message>
    <message>
        <source>Fit every tile of the map to the data</source>
        <translation>Jede Kachel der Abbildung an die Daten anpassen</translation>
    </message>
    <message>
        <source>&amp;Retrain faulty workers</source>
        <translation>Fehle&amp;rhafte Worker neu trainieren</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Fit only the tiles that are wrong again</source>
        <translation>Nur die falschen Kacheln neu anpassen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Ctrl+.</source>
        <translation>Ctrl+.</translation>
    </message>
    <message>
        <source>Stop work on the adapter; what is finished is kept</source>
        <translation>Arbeit am Adapter anhalten; Fertiges bleibt</translation>
    </message>
    <message>
        <source>Keep this version for &amp;comparison</source>
        <translation>Diese Fassung zum &amp;Vergleich behalten</translation>
    </message>
    <message>
        <source>Open an adapter for comparison…</source>
        <translation>Adapter zum Vergleich öffnen…</translation>
    </message>
    <message>
        <source>Open an adapter for comparison</source>
        <translation>Adapter zum Vergleich öffnen</translation>
    </message>
    <message>
        <source>End the comparison</source>
        <translation>Vergleich beenden</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Pages</source>
        <translation>&amp;Seiten</translation>
    </message>
    <message>
        <source>P&amp;alette</source>
        <translation>F&amp;arben</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>Normal text</source>
        <translation>Normale Schrift</translation>
    </message>
    <message>
        <source>Ctrl+0</source>
        <translation>Ctrl+0</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Help for this page</source>
        <translation>&amp;Hilfe zu dieser Seite</translation>
    </message>
    <message>
        <source>Command &amp;palette…</source>
        <translation>Befehls&amp;palette…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+P</source>
        <translation>Ctrl+Shift+P</translation>
    </message>
    <message>
        <source>Find any action by typing</source>
        <translation>Jede Aktion durch Tippen finden</translation>
    </message>
    <message>
        <source>Keyboard &amp;shortcuts…</source>
        <translation>Ta&amp;stenkürzel…</translation>
    </message>
    <message>
        <source>Ctrl+?</source>
        <translation>Ctrl+?</translation>
    </message>
    <message>
        <source>&amp;About Prism Workbench…</source>
        <translation>Ü&amp;ber Prism Workbench…</translation>
    </message>
    <message>
        <source>Autosave</source>
        <translation>Automatisch sichern</translation>
    </message>
    <message>
        <source>an untitled project</source>
        <translation>einem unbenannten Projekt</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Open last save</source>
        <translation>Letzten Stand öffnen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>The program ended unexpectedly; unsaved work on %1 from %2 can be recovered.</source>
        <translation>Das Programm endete unerwartet; ungesicherte Arbeit an %1 vom %2 lässt sich wiederherstellen.</translation>
    </message>
    <message>
        <source>The recovered work could not be kept safe: %1. Save it now.</source>
        <translation>Die wiederhergestellte Arbeit ließ sich nicht sichern: %1. Speichern Sie sie jetzt.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Work on the adapter is still running. Stop it to open %1? Finished tiles are kept.</source>
        <translation>Die Arbeit am Adapter läuft noch. Anhalten, um %1 zu öffnen? Fertige Kacheln bleiben.</translation>
    </message>
    <message>
        <source>Stop and go on</source>
        <translation>Anhalten und fortfahren</translation>
    </message>
    <message>
        <source>The adapter has changes that are in no file yet. Save them before opening %1?</source>
        <translation>Der Adapter hat Änderungen, die noch in keiner Datei stehen. Vor dem Öffnen von %1 speichern?</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Your changes of token pairs belong to the models that are open now. Save the project before opening %1?</source>
        <translation>Ihre Änderungen an Token-Paaren gehören zu den jetzt offenen Modellen. Projekt vor dem Öffnen (%1) speichern?</translation>
    </message>
    <message>
        <source>There are changes that are in no file yet. Save the project before opening %1?</source>
        <translation>Es gibt Änderungen, die noch in keiner Datei stehen. Projekt vor dem Öffnen von %1 speichern?</translation>
    </message>
    <message>
        <source>Save project</source>
        <translation>Projekt speichern</translation>
    </message>
    <message>
        <source>Projects (*.prismproj)</source>
        <translation>Projekte (*.prismproj)</translation>
    </message>
    <message>
        <source>Save adapter</source>
        <translation>Adapter speichern</translation>
    </message>
    <message>
        <source>Adapters (*.prism)</source>
        <translation>Adapter (*.prism)</translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) of the adapter are broken. Write them over %1, or into a file of their own?</source>
        <translation>
            <numerusform>%n Worker des Adapters ist beschädigt. Über %1 schreiben oder in eine eigene Datei?</numerusform>
            <numerusform>%n Worker des Adapters sind beschädigt. Über %1 schreiben oder in eine eigene Datei?</numerusform>
        </translation>
    </message>
    <message>
        <source>Save as %1</source>
        <translation>Als %1 speichern</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>%1 speichern</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>Ungesicherte Änderungen</translation>
    </message>
    <message>
        <source>Save the changes to %1 before closing?</source>
        <translation>Änderungen an %1 vor dem Schließen speichern?</translation>
    </message>
    <message>
        <source>this project</source>
        <translation>diesem Projekt</translation>
    </message>
    <message>
        <source>Work on the adapter is still running. It is stopped; finished tiles are saved.</source>
        <translation>Die Arbeit am Adapter läuft noch. Sie wird angehalten; fertige Kacheln werden gespeichert.</translation>
    </message>
    <message>
        <source>The adapter has changes that are in no file yet.</source>
        <translation>Der Adapter hat Änderungen, die noch in keiner Datei stehen.</translation>
    </message>
    <message>
        <source>The models themselves are never changed.</source>
        <translation>Die Modelle selbst werden nie verändert.</translation>
    </message>
</context>
<context>
    <name>prism::app::MemoryPanel</name>
    <message>
        <source>View of the memory</source>
        <translation>Ansicht des Speichers</translation>
    </message>
    <message>
        <source>Memory by group</source>
        <translation>Speicher nach Gruppen</translation>
    </message>
    <message>
        <source>group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Byte</translation>
    </message>
    <message>
        <source>What a training allocates appears here, a group each, from its first step on.</source>
        <translation>Was ein Training belegt, erscheint hier ab dem ersten Schritt, je Gruppe.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Votes</source>
        <translation>Stimmen</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Their optimiser</source>
        <translation>Deren Optimierer</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>Aktivierungen</translation>
    </message>
    <message>
        <source>Process peak</source>
        <translation>Prozessspitze</translation>
    </message>
    <message>
        <source>Memory of all runs by group</source>
        <translation>Speicher aller Läufe nach Gruppen</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>Balken</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Alle Läufe</translation>
    </message>
    <message>
        <source>Low-bit weights</source>
        <translation>Raster-Gewichte</translation>
    </message>
    <message>
        <source>Optimiser of them</source>
        <translation>Deren Optimierer</translation>
    </message>
    <message>
        <source>Embeddings, norms</source>
        <translation>Einbettungen, Normen</translation>
    </message>
    <message>
        <source>Optimiser of those</source>
        <translation>Optimierer dazu</translation>
    </message>
    <message>
        <source>Activations, peak</source>
        <translation>Aktivierungen, Spitze</translation>
    </message>
    <message>
        <source>%1 bytes a low-bit weight</source>
        <translation>%1 Byte je Raster-Gewicht</translation>
    </message>
    <message>
        <source>The whole process, this window included: at most %1</source>
        <translation>Der ganze Prozess, dieses Fenster eingeschlossen: höchstens %1</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Byte</translation>
    </message>
</context>
<context>
    <name>prism::app::ModelCard</name>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Upper model</source>
        <translation>Oberes Modell</translation>
    </message>
    <message>
        <source>Lower model</source>
        <translation>Unteres Modell</translation>
    </message>
    <message>
        <source>Upper model, A</source>
        <translation>Oberes Modell, A</translation>
    </message>
    <message>
        <source>Lower model, B</source>
        <translation>Unteres Modell, B</translation>
    </message>
    <message>
        <source>Its output head gives X</source>
        <translation>Sein Ausgabekopf liefert X</translation>
    </message>
    <message>
        <source>Its input embedding gives Z</source>
        <translation>Sein Eingabe-Embedding liefert Z</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen…</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Open the upper model&apos;s folder</source>
        <translation>Ordner des oberen Modells öffnen</translation>
    </message>
    <message>
        <source>Open the lower model&apos;s folder</source>
        <translation>Ordner des unteren Modells öffnen</translation>
    </message>
    <message>
        <source>Open the upper model&apos;s file</source>
        <translation>Datei des oberen Modells öffnen</translation>
    </message>
    <message>
        <source>Open the lower model&apos;s file</source>
        <translation>Datei des unteren Modells öffnen</translation>
    </message>
    <message>
        <source>Close the upper model</source>
        <translation>Oberes Modell schließen</translation>
    </message>
    <message>
        <source>Close the lower model</source>
        <translation>Unteres Modell schließen</translation>
    </message>
    <message>
        <source>Filter tensors</source>
        <translation>Tensoren filtern</translation>
    </message>
    <message>
        <source>Filter tensors by name</source>
        <translation>Tensoren nach Namen filtern</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>Tensoren</translation>
    </message>
    <message>
        <source>Drop a model folder or file here, or open one.</source>
        <translation>Ziehen Sie einen Modellordner oder eine Datei hierher oder öffnen Sie eine.</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>Modellordner öffnen</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>Modelldatei öffnen</translation>
    </message>
    <message>
        <source>Models and vocabularies (*.safetensors *.gguf *.pt *.pth *.bin *.npy *.model *.tiktoken tokenizer.json);;All files (*)</source>
        <translation>Modelle und Vokabulare (*.safetensors *.gguf *.pt *.pth *.bin *.npy *.model *.tiktoken tokenizer.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>none open</source>
        <translation>keines geöffnet</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet…</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>%1 parameters, %2</source>
        <translation>%1 Parameter, %2</translation>
    </message>
    <message>
        <source>%1 parameters, %2 bytes</source>
        <translation>%1 Parameter, %2 Bytes</translation>
    </message>
    <message>
        <source>Output head</source>
        <translation>Ausgabekopf</translation>
    </message>
    <message>
        <source>%1 (tied)</source>
        <translation>%1 (geteilt)</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>Embedding</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Tokens</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>keines gefunden</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>%1 wird gelesen…</translation>
    </message>
    <message>
        <source>Statistics of %1</source>
        <translation>Statistik von %1</translation>
    </message>
    <message>
        <source>%1: min %2, max %3, mean %4, std %5</source>
        <translation>%1: Min. %2, Max. %3, Mittel %4, Std. %5</translation>
    </message>
    <message>
        <source>, %1 NaN, %2 infinite</source>
        <translation>, %1 NaN, %2 unendlich</translation>
    </message>
</context>
<context>
    <name>prism::app::ModelPair</name>
    <message numerus="yes">
        <source>Your %n change(s) of token pairs belonged to the pair before and were dropped.</source>
        <translation>
            <numerusform>Ihre Änderung eines Token-Paars gehörte zum vorigen Paar und wurde verworfen.</numerusform>
            <numerusform>Ihre %n Änderungen an Token-Paaren gehörten zum vorigen Paar und wurden verworfen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>The vocabulary of %1 cannot be read, so its tokens have no partners. Choose a model with a tokenizer file.</source>
        <translation>Das Vokabular von %1 lässt sich nicht lesen, darum haben seine Tokens keine Partner. Wählen Sie ein Modell mit Tokenizer-Datei.</translation>
    </message>
    <message>
        <source>Opening was cancelled.</source>
        <translation>Das Öffnen wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Pair token %1 by hand</source>
        <translation>Token %1 von Hand paaren</translation>
    </message>
    <message numerus="yes">
        <source>Exclude %n token(s)</source>
        <translation>
            <numerusform>%n Token ausschließen</numerusform>
            <numerusform>%n Tokens ausschließen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Include %n token(s)</source>
        <translation>
            <numerusform>%n Token aufnehmen</numerusform>
            <numerusform>%n Tokens aufnehmen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pair %n token(s) automatically</source>
        <translation>
            <numerusform>%n Token automatisch paaren</numerusform>
            <numerusform>%n Tokens automatisch paaren</numerusform>
        </translation>
    </message>
    <message>
        <source>Aligning vocabularies</source>
        <translation>Vokabulare abgleichen</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>%1 schreiben</translation>
    </message>
</context>
<context>
    <name>prism::app::OccupancyPanel</name>
    <message>
        <source>View of the table&apos;s use</source>
        <translation>Ansicht der Tabellennutzung</translation>
    </message>
    <message>
        <source>Use of the table</source>
        <translation>Nutzung der Tabelle</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>share of the weights</source>
        <translation>Anteil der Gewichte</translation>
    </message>
    <message>
        <source>The share of the weights at each table value appears here while a run trains.</source>
        <translation>Der Anteil der Gewichte auf jedem Tabellenwert erscheint hier, während ein Lauf trainiert.</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Drag to look back; at the end it follows the training</source>
        <translation>Ziehen, um zurückzublicken; am Ende folgt es dem Training</translation>
    </message>
    <message>
        <source>Use of the table over time</source>
        <translation>Nutzung der Tabelle im Verlauf</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>At the start</source>
        <translation>Am Anfang</translation>
    </message>
    <message>
        <source>Use of the table&apos;s values</source>
        <translation>Nutzung der Tabellenwerte</translation>
    </message>
    <message>
        <source>At one step</source>
        <translation>Zu einem Schritt</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Im Verlauf</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>%1 at step %2: %3 of the weights</source>
        <translation>%1 bei Schritt %2: %3 der Gewichte</translation>
    </message>
    <message>
        <source>share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>table value</source>
        <translation>Tabellenwert</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>recorded step</source>
        <translation>aufgezeichneter Schritt</translation>
    </message>
    <message>
        <source>Step %1: %2 of %3 values in use</source>
        <translation>Schritt %1: %2 von %3 Werten in Gebrauch</translation>
    </message>
    <message>
        <source>fp32 weights have no table.</source>
        <translation>fp32-Gewichte haben keine Tabelle.</translation>
    </message>
</context>
<context>
    <name>prism::app::PairPage</name>
    <message>
        <source>Pair</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>two models and how their vocabularies meet</source>
        <translation>zwei Modelle und wie ihre Vokabulare sich treffen</translation>
    </message>
    <message>
        <source>Vocabulary alignment</source>
        <translation>Abgleich der Vokabulare</translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation>Modelle auf diesem Rechner</translation>
    </message>
    <message>
        <source>Other data…</source>
        <translation>Andere Daten…</translation>
    </message>
    <message>
        <source>Train on the pair again</source>
        <translation>Wieder auf dem Paar trainieren</translation>
    </message>
    <message>
        <source>Open upper…</source>
        <translation>Oberes öffnen…</translation>
    </message>
    <message>
        <source>Open lower…</source>
        <translation>Unteres öffnen…</translation>
    </message>
    <message>
        <source>Export table…</source>
        <translation>Tabelle exportieren…</translation>
    </message>
    <message>
        <source>Write the whole vocabulary table as TSV</source>
        <translation>Ganze Vokabulartabelle als TSV schreiben</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Ordner…</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>Datei…</translation>
    </message>
    <message>
        <source>Upper vocabulary</source>
        <translation>Oberes Vokabular</translation>
    </message>
    <message>
        <source>Find text on either side, or #id</source>
        <translation>Text auf beiden Seiten suchen, oder #Nummer</translation>
    </message>
    <message>
        <source>Find tokens</source>
        <translation>Tokens suchen</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>Alle Klassen</translation>
    </message>
    <message>
        <source>changed by you</source>
        <translation>von Ihnen geändert</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>Merkmal</translation>
    </message>
    <message>
        <source>Any flags</source>
        <translation>Alle Merkmale</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Which forms count as the same token (class “normalised”)</source>
        <translation>Welche Formen als dasselbe Token gelten (Klasse „normalisiert“)</translation>
    </message>
    <message>
        <source>Leading space</source>
        <translation>Leerzeichen davor</translation>
    </message>
    <message>
        <source>Unicode NFC</source>
        <translation>Unicode NFC</translation>
    </message>
    <message>
        <source>Unicode NFKC</source>
        <translation>Unicode NFKC</translation>
    </message>
    <message>
        <source>Upper and lower case</source>
        <translation>Groß- und Kleinschreibung</translation>
    </message>
    <message>
        <source>Training uses the matrices %1 and %2 instead of these models.</source>
        <translation>Trainiert wird auf den Matrizen %1 und %2 statt auf diesen Modellen.</translation>
    </message>
    <message>
        <source>Training uses the pairs of %1 instead of these models.</source>
        <translation>Trainiert wird auf den Paaren aus %1 statt auf diesen Modellen.</translation>
    </message>
    <message>
        <source>Aligning the vocabularies…</source>
        <translation>Vokabulare werden abgeglichen…</translation>
    </message>
    <message>
        <source>Open two models that have vocabularies to see how their tokens meet.</source>
        <translation>Öffnen Sie zwei Modelle mit Vokabularen, um zu sehen, wie ihre Tokens sich treffen.</translation>
    </message>
    <message>
        <source>%1 tokens have the same bytes on both sides: %2 % of the upper vocabulary, %3 % of the lower. %4 of them are valid UTF-8 alone.</source>
        <translation>%1 Tokens haben auf beiden Seiten dieselben Bytes: %2 % des oberen Vokabulars, %3 % des unteren. %4 davon sind für sich gültiges UTF-8.</translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>%1 gezeigt</translation>
    </message>
    <message>
        <source>Pair with other lower ids…</source>
        <translation>Mit anderen unteren Nummern paaren…</translation>
    </message>
    <message>
        <source>Leave out of training</source>
        <translation>Vom Training ausnehmen</translation>
    </message>
    <message>
        <source>Use again</source>
        <translation>Wieder benutzen</translation>
    </message>
    <message>
        <source>Forget my changes</source>
        <translation>Meine Änderungen vergessen</translation>
    </message>
    <message>
        <source>Export the vocabulary table</source>
        <translation>Vokabulartabelle exportieren</translation>
    </message>
    <message>
        <source>Tab-separated values (*.tsv);;All files (*)</source>
        <translation>Tabulatorgetrennte Werte (*.tsv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Training uses the models&apos; activations on %1 instead of their weights.</source>
        <translation>Trainiert wird auf den Aktivierungen der Modelle über %1 statt auf ihren Gewichten.</translation>
    </message>
</context>
<context>
    <name>prism::app::PlanControls</name>
    <message>
        <source>as the recipe says</source>
        <translation>wie das Rezept sagt</translation>
    </message>
    <message>
        <source>tiles of variable size</source>
        <translation>Kacheln verschiedener Größe</translation>
    </message>
    <message>
        <source>zero padding</source>
        <translation>mit Nullen aufgefüllt</translation>
    </message>
    <message>
        <source>overlapping tiles</source>
        <translation>überlappende Kacheln</translation>
    </message>
    <message>
        <source>none; for example 512, 256, 128</source>
        <translation>keine; zum Beispiel 512, 256, 128</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>as first written down</source>
        <translation>wie zuerst aufgeschrieben</translation>
    </message>
    <message>
        <source>first listing, last column wins</source>
        <translation>erste Fassung, letzte Spalte gilt</translation>
    </message>
    <message>
        <source>joint</source>
        <translation>gemeinsam</translation>
    </message>
    <message>
        <source>backfit</source>
        <translation>Backfitting</translation>
    </message>
    <message>
        <source>independent</source>
        <translation>unabhängig</translation>
    </message>
    <message>
        <source>chosen on validation</source>
        <translation>auf Validierung gewählt</translation>
    </message>
    <message>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <source>statistics in double precision</source>
        <translation>Statistik in doppelter Genauigkeit</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>Workers a pipe</source>
        <translation>Worker je Pipe</translation>
    </message>
    <message>
        <source>How many tiles, each owned by one worker, a pipe is cut into</source>
        <translation>In wie viele Kacheln, jede von einem Worker, eine Pipe geschnitten wird</translation>
    </message>
    <message>
        <source>Pipes</source>
        <translation>Pipes</translation>
    </message>
    <message>
        <source>One pipe is a plain tiled map; three are two cube pipes and one custom pipe</source>
        <translation>Eine Pipe ist eine einfache gekachelte Abbildung; drei sind zwei Würfel-Pipes und eine freie</translation>
    </message>
    <message>
        <source>Cube tile</source>
        <translation>Würfelkachel</translation>
    </message>
    <message>
        <source>Side of the square tiles of cube pipes</source>
        <translation>Seite der quadratischen Kacheln von Würfel-Pipes</translation>
    </message>
    <message>
        <source>Remainders</source>
        <translation>Reste</translation>
    </message>
    <message>
        <source>What happens where a width is no multiple of the tile. The map is the same.</source>
        <translation>Was geschieht, wo eine Breite kein Vielfaches der Kachel ist. Die Abbildung bleibt gleich.</translation>
    </message>
    <message>
        <source>Hierarchy</source>
        <translation>Hierarchie</translation>
    </message>
    <message>
        <source>Tile sizes from coarse to fine; each level fits what the coarser ones left</source>
        <translation>Kachelgrößen von grob nach fein; jede Stufe passt an, was die gröberen übrig ließen</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>The first form of the method is kept so that the difference can be seen</source>
        <translation>Die erste Form des Verfahrens bleibt, damit man den Unterschied sieht</translation>
    </message>
    <message>
        <source>Solver</source>
        <translation>Löser</translation>
    </message>
    <message>
        <source>Ridge λ</source>
        <translation>Ridge λ</translation>
    </message>
    <message>
        <source>λ, relative</source>
        <translation>λ, relativ</translation>
    </message>
    <message>
        <source>Multiple of the mean of diag G</source>
        <translation>Vielfaches des Mittels von diag G</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Rank of the map; both sides meet in a space of this many dimensions</source>
        <translation>Rang der Abbildung; beide Seiten treffen sich in einem Raum dieser Dimension</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startzahl</translation>
    </message>
    <message>
        <source>Decides the split into training, validation and test rows</source>
        <translation>Entscheidet die Teilung in Trainings-, Validierungs- und Testzeilen</translation>
    </message>
    <message>
        <source>Change workers</source>
        <translation>Worker ändern</translation>
    </message>
    <message>
        <source>Change pipes</source>
        <translation>Pipes ändern</translation>
    </message>
    <message>
        <source>Change cube tile</source>
        <translation>Würfelkachel ändern</translation>
    </message>
    <message>
        <source>Change remainders</source>
        <translation>Reste ändern</translation>
    </message>
    <message>
        <source>Change hierarchy</source>
        <translation>Hierarchie ändern</translation>
    </message>
    <message>
        <source>Change recipe</source>
        <translation>Rezept ändern</translation>
    </message>
    <message>
        <source>Change solver</source>
        <translation>Löser ändern</translation>
    </message>
    <message>
        <source>Change ridge</source>
        <translation>Ridge ändern</translation>
    </message>
    <message>
        <source>Change rank</source>
        <translation>Rang ändern</translation>
    </message>
    <message>
        <source>Change precision</source>
        <translation>Genauigkeit ändern</translation>
    </message>
    <message>
        <source>Change seed</source>
        <translation>Startzahl ändern</translation>
    </message>
    <message>
        <source>experts, where the rows carry them</source>
        <translation>Experten, wo die Zeilen sie tragen</translation>
    </message>
    <message>
        <source>Joint is the dense ridge solution cut into tiles; experts add tiles that serve a cluster of inputs each</source>
        <translation>Gemeinsam ist die dichte Ridge-Lösung, in Kacheln geschnitten; Experten fügen Kacheln hinzu, die je einem Cluster von Eingaben dienen</translation>
    </message>
</context>
<context>
    <name>prism::app::PlanPage</name>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>how the map is cut into tiles, and what that costs</source>
        <translation>wie die Abbildung in Kacheln geschnitten wird und was das kostet</translation>
    </message>
    <message>
        <source>custom</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>cube</source>
        <translation>Würfel</translation>
    </message>
    <message>
        <source>level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Train all workers of this plan</source>
        <translation>Alle Worker dieses Plans trainieren</translation>
    </message>
    <message>
        <source>Tiles of the plan</source>
        <translation>Kacheln des Plans</translation>
    </message>
    <message>
        <source>Pipe</source>
        <translation>Pipe</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>Kachel</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>Experten</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Pipes</source>
        <translation>Pipes</translation>
    </message>
    <message>
        <source>Cost a position</source>
        <translation>Kosten je Position</translation>
    </message>
    <message>
        <source>Dense</source>
        <translation>Dicht</translation>
    </message>
    <message>
        <source>This plan</source>
        <translation>Dieser Plan</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>Costs</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>There is no plan yet</source>
        <translation>Es gibt noch keinen Plan</translation>
    </message>
    <message>
        <source>Open two models on the Pair page; their widths decide the plan.</source>
        <translation>Öffnen Sie auf der Seite Paar zwei Modelle; ihre Breiten entscheiden den Plan.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 rows of tiles (outputs) × %2 columns (inputs); this pipe has %3 of the positions</source>
        <translation>%1 Kachelzeilen (Ausgaben) × %2 Spalten (Eingaben); diese Pipe hat %3 der Positionen</translation>
    </message>
    <message>
        <source>outputs × inputs, as stored</source>
        <translation>Ausgaben × Eingaben, wie gespeichert</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>Multiplikationen</translation>
    </message>
    <message>
        <source>Stored, f32</source>
        <translation>Gespeichert, f32</translation>
    </message>
    <message>
        <source>Read a position</source>
        <translation>Gelesen je Position</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
</context>
<context>
    <name>prism::app::PromptEdit</name>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Text that the upper model reads. Ctrl+Return runs it.</source>
        <translation>Text, den das obere Modell liest. Strg+Eingabe startet es.</translation>
    </message>
    <message>
        <source>%1 cannot be a prompt: %2. Choose a UTF-8 text of at most 1 MB.</source>
        <translation>%1 kann kein Prompt sein: %2. Wählen Sie einen UTF-8-Text von höchstens 1 MB.</translation>
    </message>
    <message>
        <source>With what was pasted the prompt would have %1 MB, and at most 1 MB can be run. The prompt stays as it was.</source>
        <translation>Mit dem Eingefügten hätte der Prompt %1 MB, höchstens 1 MB kann laufen. Der Prompt bleibt, wie er war.</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) of the pasted text are not valid Unicode; they stand as � now.</source>
        <translation>
            <numerusform>%n Zeichen des eingefügten Textes ist kein gültiges Unicode; dort steht jetzt �.</numerusform>
            <numerusform>%n Zeichen des eingefügten Textes sind kein gültiges Unicode; dort steht jetzt �.</numerusform>
        </translation>
    </message>
    <message>
        <source>…

(%1 characters in lines too long to edit here. They are kept and run as they are; Delete removes them.)</source>
        <translation>…

(%1 Zeichen in Zeilen, die zum Bearbeiten hier zu lang sind. Sie bleiben erhalten und werden so benutzt; Entf löscht sie.)</translation>
    </message>
</context>
<context>
    <name>prism::app::QuantisePanel</name>
    <message>
        <source>What to quantise</source>
        <translation>Was quantisiert wird</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>own table</source>
        <translation>eigene Tabelle</translation>
    </message>
    <message>
        <source>Embeddings too</source>
        <translation>Auch Einbettungen</translation>
    </message>
    <message>
        <source>Input embedding and output head as well; otherwise they stay as they are</source>
        <translation>Auch Eingangseinbettung und Ausgangskopf; sonst bleiben sie, wie sie sind</translation>
    </message>
    <message>
        <source>&amp;Quantise</source>
        <translation>&amp;Quantisieren</translation>
    </message>
    <message>
        <source>Sa&amp;ve packed…</source>
        <translation>Gepackt s&amp;peichern…</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>Matrix</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>SQNR, dB</source>
        <translation>SQNR, dB</translation>
    </message>
    <message>
        <source>Zero</source>
        <translation>Null</translation>
    </message>
    <message>
        <source>Values used</source>
        <translation>Genutzte Werte</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Byte</translation>
    </message>
    <message>
        <source>Quantised matrices</source>
        <translation>Quantisierte Matrizen</translation>
    </message>
    <message>
        <source>Upper model: %1</source>
        <translation>Oberes Modell: %1</translation>
    </message>
    <message>
        <source>Lower model: %1</source>
        <translation>Unteres Modell: %1</translation>
    </message>
    <message>
        <source>The open adapter</source>
        <translation>Der offene Adapter</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>Modell: %1</translation>
    </message>
    <message>
        <source>A model file…</source>
        <translation>Eine Modelldatei…</translation>
    </message>
    <message>
        <source>A model folder…</source>
        <translation>Ein Modellordner…</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Models (*.safetensors *.gguf *.bin *.pt *.pth *.npy);;All files (*)</source>
        <translation>Modelle (*.safetensors *.gguf *.bin *.pt *.pth *.npy);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Quantising</source>
        <translation>Quantisieren</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Quantising…</source>
        <translation>Wird quantisiert…</translation>
    </message>
    <message>
        <source>Brings a finished model or the open adapter onto a grid, without training, and tells what each matrix loses.</source>
        <translation>Bringt ein fertiges Modell oder den offenen Adapter ohne Training auf ein Raster und sagt, was jede Matrix verliert.</translation>
    </message>
    <message>
        <source>%1 on %2: SQNR %3 dB over %4 weights, %5 bytes each with their scales</source>
        <translation>%1 auf %2: SQNR %3 dB über %4 Gewichte, je %5 Byte samt Maßstäben</translation>
    </message>
    <message>
        <source>The adapter</source>
        <translation>Der Adapter</translation>
    </message>
    <message>
        <source> · test R² %1 → %2 (%3%4)</source>
        <translation> · Test-R² %1 → %2 (%3%4)</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Save packed weights</source>
        <translation>Gepackte Gewichte speichern</translation>
    </message>
    <message>
        <source>Packed weights (*.safetensors)</source>
        <translation>Gepackte Gewichte (*.safetensors)</translation>
    </message>
    <message>
        <source>Saving packed weights</source>
        <translation>Gepackte Gewichte speichern</translation>
    </message>
</context>
<context>
    <name>prism::app::RouteControls</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>auxiliary loss</source>
        <translation>Hilfsverlust</translation>
    </message>
    <message>
        <source>loss-free bias</source>
        <translation>verlustfreier Bias</translation>
    </message>
    <message>
        <source>Separate &amp;gate for every worker</source>
        <translation>Eigenes &amp;Gate für jeden Worker</translation>
    </message>
    <message>
        <source>Instead of one a row block and expert: same quality, much more memory</source>
        <translation>Statt eines je Zeilenblock und Experte: gleiche Güte, viel mehr Speicher</translation>
    </message>
    <message>
        <source>&amp;Epochs</source>
        <translation>&amp;Epochen</translation>
    </message>
    <message>
        <source>Passes over the training rows</source>
        <translation>Durchgänge durch die Trainingszeilen</translation>
    </message>
    <message>
        <source>&amp;Balance</source>
        <translation>Aus&amp;gleich</translation>
    </message>
    <message>
        <source>How the load is spread over the experts while gates are trained</source>
        <translation>Wie die Last beim Training der Gates auf die Experten verteilt wird</translation>
    </message>
    <message>
        <source>Learning &amp;rate</source>
        <translation>Lern&amp;rate</translation>
    </message>
    <message>
        <source>Of Adam</source>
        <translation>Von Adam</translation>
    </message>
    <message>
        <source>Ba&amp;tch</source>
        <translation>S&amp;tapel</translation>
    </message>
    <message>
        <source>Rows a step</source>
        <translation>Zeilen je Schritt</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>Startzahl (see&amp;d)</translation>
    </message>
    <message>
        <source>The same seed gives the same gates</source>
        <translation>Dieselbe Startzahl ergibt dieselben Gates</translation>
    </message>
    <message>
        <source>of %1 (%2 %)</source>
        <translation>von %1 (%2 %)</translation>
    </message>
    <message>
        <source>Active workers</source>
        <translation>Aktive Worker</translation>
    </message>
    <message>
        <source>&amp;Active workers, k</source>
        <translation>&amp;Aktive Worker, k</translation>
    </message>
    <message>
        <source>The share of all workers that work for one input, counted on the largest pipe: pipes of experts take two a position, the rest goes to the others. Raised where every output could not be covered otherwise. The figures follow at once.</source>
        <translation>Der Anteil aller Worker, die für eine Eingabe arbeiten, gezählt an der größten Pipe: Pipes mit Experten nehmen zwei je Position, der Rest geht an die anderen. Angehoben, wo sonst nicht jede Ausgabe abgedeckt wäre. Die Zahlen folgen sofort.</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>R&amp;ows an epoch</source>
        <translation>&amp;Zeilen je Epoche</translation>
    </message>
    <message>
        <source>At most so many training rows, a seeded choice of them; more take longer</source>
        <translation>Höchstens so viele Trainingszeilen, eine mit Startwert gezogene Auswahl; mehr dauern länger</translation>
    </message>
</context>
<context>
    <name>prism::app::RouterPage</name>
    <message>
        <source>Cancel training</source>
        <translation>Training abbrechen</translation>
    </message>
    <message>
        <source>Train router</source>
        <translation>Router trainieren</translation>
    </message>
    <message>
        <source>Stop; finished epochs are kept</source>
        <translation>Anhalten; fertige Epochen bleiben</translation>
    </message>
    <message>
        <source>Train the gates in the background; tiles stay as they are</source>
        <translation>Gates im Hintergrund trainieren; die Kacheln bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>There is nothing to route yet</source>
        <translation>Es gibt noch nichts zu verteilen</translation>
    </message>
    <message>
        <source>Train the adapter first, or open a .prism file: its experts are what a router chooses among.</source>
        <translation>Trainieren Sie zuerst den Adapter oder öffnen Sie eine .prism-Datei: Unter seinen Experten wählt der Router.</translation>
    </message>
    <message>
        <source>Share of validation inputs for which each worker is active, epoch %1</source>
        <translation>Anteil der Validierungseingaben, für die jeder Worker aktiv ist, Epoche %1</translation>
    </message>
    <message>
        <source>Share of validation inputs for which each worker is active</source>
        <translation>Anteil der Validierungseingaben, für die jeder Worker aktiv ist</translation>
    </message>
    <message>
        <source>Without a router every worker works for every input. Train one to choose about 30 % of them.</source>
        <translation>Ohne Router arbeitet jeder Worker für jede Eingabe. Trainieren Sie einen, der etwa 30 % davon wählt.</translation>
    </message>
    <message>
        <source>How the workers are used is being worked out…</source>
        <translation>Die Auslastung der Worker wird ausgerechnet…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>vollständig</translation>
    </message>
    <message>
        <source>%1 missing</source>
        <translation>%1 fehlen</translation>
    </message>
    <message>
        <source>Pipe %1</source>
        <translation>Pipe %1</translation>
    </message>
    <message>
        <source>Validation R² %1 at k = %2</source>
        <translation>Validierungs-R² %1 bei k = %2</translation>
    </message>
    <message numerus="yes">
        <source>Training the router: %n epoch(s) done</source>
        <translation>
            <numerusform>Router trainieren: %n Epoche fertig</numerusform>
            <numerusform>Router trainieren: %n Epochen fertig</numerusform>
        </translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>mean squared error, training rows</source>
        <translation>mittlerer quadratischer Fehler, Trainingszeilen</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>R², validation rows</source>
        <translation>R², Validierungszeilen</translation>
    </message>
    <message>
        <source>dense ridge (test)</source>
        <translation>dichter Ridge (Test)</translation>
    </message>
    <message>
        <source>all active (test)</source>
        <translation>alle aktiv (Test)</translation>
    </message>
    <message>
        <source>Training the router measures the quality at every budget, beside the dense ridge map, the original top-k softmax, choice by magnitude and random choice.</source>
        <translation>Das Training des Routers misst die Güte bei jedem Budget, neben der dichten Ridge-Abbildung, dem ursprünglichen Top-k-Softmax, der Wahl nach Betrag und zufälliger Wahl.</translation>
    </message>
    <message>
        <source>R², test rows</source>
        <translation>R², Testzeilen</translation>
    </message>
    <message>
        <source>routed</source>
        <translation>mit Router</translation>
    </message>
    <message>
        <source>by magnitude</source>
        <translation>nach Betrag</translation>
    </message>
    <message>
        <source>random</source>
        <translation>zufällig</translation>
    </message>
    <message>
        <source>original</source>
        <translation>ursprünglich</translation>
    </message>
    <message>
        <source>dense ridge</source>
        <translation>dichter Ridge</translation>
    </message>
    <message>
        <source>all active</source>
        <translation>alle aktiv</translation>
    </message>
    <message>
        <source>reaches the dense ridge</source>
        <translation>erreicht den dichten Ridge</translation>
    </message>
    <message>
        <source>From k = %1 on the routed map reaches the dense ridge map.</source>
        <translation>Ab k = %1 erreicht die Abbildung mit Router die dichte Ridge-Abbildung.</translation>
    </message>
    <message>
        <source>At no budget of the sweep does the routed map reach the dense ridge map.</source>
        <translation>Bei keinem Budget erreicht die Abbildung mit Router die dichte Ridge-Abbildung.</translation>
    </message>
    <message>
        <source> Choices below R² %1 are not drawn; the original one has %2.</source>
        <translation> Wahlen unter R² %1 sind nicht gezeichnet; die ursprüngliche hat %2.</translation>
    </message>
    <message>
        <source>Test R²: routed %1 · all active %2 · dense ridge %3 · magnitude %4 · random %5 · original %6</source>
        <translation>Test-R²: mit Router %1 · alle aktiv %2 · dichter Ridge %3 · Betrag %4 · zufällig %5 · ursprünglich %6</translation>
    </message>
    <message>
        <source> · retrieval@1 %1 (ridge %2)</source>
        <translation> · Retrieval@1 %1 (Ridge %2)</translation>
    </message>
    <message>
        <source>%1 s an epoch; one dense pass over the same rows takes %2 s</source>
        <translation>%1 s je Epoche; ein dichter Durchgang durch dieselben Zeilen braucht %2 s</translation>
    </message>
    <message>
        <source>Single inputs are being looked at…</source>
        <translation>Einzelne Eingaben werden angesehen…</translation>
    </message>
    <message>
        <source>Without a router every worker works for every input.</source>
        <translation>Ohne Router arbeitet jeder Worker für jede Eingabe.</translation>
    </message>
    <message>
        <source>Run a prompt on the Inference page to see which experts its tokens choose.</source>
        <translation>Lassen Sie auf der Inferenz-Seite einen Prompt laufen, um zu sehen, welche Experten seine Tokens wählen.</translation>
    </message>
    <message>
        <source>The last prompt ran through an adapter without a router.</source>
        <translation>Der letzte Prompt lief durch einen Adapter ohne Router.</translation>
    </message>
    <message>
        <source>share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Router</source>
        <translation>Router</translation>
    </message>
    <message>
        <source>which experts work for which input, and what choosing them costs and buys</source>
        <translation>welche Experten für welche Eingabe arbeiten und was die Wahl kostet und bringt</translation>
    </message>
    <message>
        <source>Quality and training</source>
        <translation>Güte und Training</translation>
    </message>
    <message>
        <source>Single inputs</source>
        <translation>Einzelne Eingaben</translation>
    </message>
    <message>
        <source>Train the router from the start</source>
        <translation>Router von vorn trainieren</translation>
    </message>
    <message>
        <source>Forget the epochs of a training that was stopped</source>
        <translation>Epochen eines angehaltenen Trainings vergessen</translation>
    </message>
    <message>
        <source>Train the adapter</source>
        <translation>Adapter trainieren</translation>
    </message>
    <message>
        <source>How often each worker is active</source>
        <translation>Wie oft jeder Worker aktiv ist</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>Entropie</translation>
    </message>
    <message>
        <source>Effective</source>
        <translation>Effektiv</translation>
    </message>
    <message>
        <source>Max share</source>
        <translation>Größter Anteil</translation>
    </message>
    <message>
        <source>Dead</source>
        <translation>Tot</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Abdeckung</translation>
    </message>
    <message>
        <source>Gate sum</source>
        <translation>Gate-Summe</translation>
    </message>
    <message>
        <source>Workers active for one input on average</source>
        <translation>Im Mittel für eine Eingabe aktive Worker</translation>
    </message>
    <message>
        <source>Entropy of the load, 1 when it is even</source>
        <translation>Entropie der Last, 1 bei Gleichverteilung</translation>
    </message>
    <message>
        <source>Effective number of workers, exp of the entropy</source>
        <translation>Effektive Zahl der Worker, exp der Entropie</translation>
    </message>
    <message>
        <source>Largest share of the load that one worker carries</source>
        <translation>Größter Anteil der Last, den ein Worker trägt</translation>
    </message>
    <message>
        <source>Workers that are never active</source>
        <translation>Worker, die nie aktiv sind</translation>
    </message>
    <message>
        <source>Whether every output row block has an active worker for every input</source>
        <translation>Ob jeder Zeilenblock der Ausgabe für jede Eingabe einen aktiven Worker hat</translation>
    </message>
    <message>
        <source>Mean sum of gates a row block: 1 neither shrinks nor blows up the output</source>
        <translation>Mittlere Summe der Gates je Zeilenblock: 1 verkleinert und vergrößert die Ausgabe nicht</translation>
    </message>
    <message>
        <source>Use of the workers by pipe</source>
        <translation>Auslastung der Worker je Pipe</translation>
    </message>
    <message>
        <source>quality against k</source>
        <translation>Güte gegen k</translation>
    </message>
    <message>
        <source>Quality against the number of active workers</source>
        <translation>Güte gegen die Zahl aktiver Worker</translation>
    </message>
    <message>
        <source>router loss</source>
        <translation>Verlust des Routers</translation>
    </message>
    <message>
        <source>Loss of the router training</source>
        <translation>Verlust beim Training des Routers</translation>
    </message>
    <message>
        <source>router R²</source>
        <translation>R² des Routers</translation>
    </message>
    <message>
        <source>R² of the router training</source>
        <translation>R² beim Training des Routers</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Eingaben</translation>
    </message>
    <message>
        <source>Validation rows</source>
        <translation>Validierungszeilen</translation>
    </message>
    <message>
        <source>Last prompt of the Inference page</source>
        <translation>Letzter Prompt der Inferenz-Seite</translation>
    </message>
    <message>
        <source>Experts that work for single inputs</source>
        <translation>Experten, die für einzelne Eingaben arbeiten</translation>
    </message>
    <message>
        <source>Share of every expert for every input</source>
        <translation>Anteil jedes Experten für jede Eingabe</translation>
    </message>
    <message>
        <source>input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>expert</source>
        <translation>Experte</translation>
    </message>
    <message>
        <source>The router options of the project cannot be read, so the defaults are used.</source>
        <translation>Die Router-Optionen des Projekts sind unlesbar, darum gelten die Vorgaben.</translation>
    </message>
    <message>
        <source>%1 multiply-adds an input, gates included: %2 × the dense map, %3 × all workers</source>
        <translation>%1 Multiplikationen je Eingabe, Gates eingeschlossen: %2 × die dichte Abbildung, %3 × alle Worker</translation>
    </message>
    <message>
        <source>Counted while single inputs were run: %1</source>
        <translation>Gezählt beim Durchlaufen einzelner Eingaben: %1</translation>
    </message>
    <message>
        <source>active workers of the largest pipe, k</source>
        <translation>aktive Worker der größten Pipe, k</translation>
    </message>
</context>
<context>
    <name>prism::app::RouterSession</name>
    <message>
        <source>Train or open an adapter first.</source>
        <translation>Trainieren oder öffnen Sie zuerst einen Adapter.</translation>
    </message>
    <message>
        <source>The adapter&apos;s data are not known, so its router cannot be trained.</source>
        <translation>Die Daten des Adapters sind nicht bekannt, darum lässt sich sein Router nicht trainieren.</translation>
    </message>
    <message>
        <source>Other work on the adapter is still running.</source>
        <translation>Andere Arbeit am Adapter läuft noch.</translation>
    </message>
    <message>
        <source>Train the router</source>
        <translation>Router trainieren</translation>
    </message>
    <message>
        <source>Evaluating the router</source>
        <translation>Router auswerten</translation>
    </message>
    <message>
        <source>Looking at single inputs</source>
        <translation>Einzelne Eingaben ansehen</translation>
    </message>
</context>
<context>
    <name>prism::app::RunDetails</name>
    <message>
        <source>Options, inputs and figures</source>
        <translation>Optionen, Eingaben und Kennzahlen</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
</context>
<context>
    <name>prism::app::RunHistoryModel</name>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source> (stopped)</source>
        <translation> (angehalten)</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Upper by itself</source>
        <translation>Oberes allein</translation>
    </message>
    <message>
        <source>Lower through the adapter</source>
        <translation>Unteres durch den Adapter</translation>
    </message>
    <message>
        <source>Lower by itself</source>
        <translation>Unteres allein</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>Tokens/s</translation>
    </message>
</context>
<context>
    <name>prism::app::RunsModel</name>
    <message>
        <source>Started</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>prism::app::RunsPage</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>everything that was run: look again, compare, run again</source>
        <translation>alles, was lief: ansehen, vergleichen, wiederholen</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>The same command with the same options and seed</source>
        <translation>Derselbe Befehl mit denselben Optionen und derselben Startzahl</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete the selected records; Edit, Undo brings them back</source>
        <translation>Gewählte Einträge löschen; Bearbeiten, Rückgängig bringt sie zurück</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>Noch keine Läufe</translation>
    </message>
    <message>
        <source>Train an adapter here or with prismoe: every run is kept with its options, seed and figures.</source>
        <translation>Trainieren Sie hier oder mit prismoe einen Adapter: Jeder Lauf wird mit Optionen, Startzahl und Kennzahlen behalten.</translation>
    </message>
    <message>
        <source>Train workers</source>
        <translation>Worker trainieren</translation>
    </message>
    <message>
        <source>Filter by command, outcome, figures or id</source>
        <translation>Nach Befehl, Ergebnis, Kennzahlen oder Nummer filtern</translation>
    </message>
    <message>
        <source>Filter the runs</source>
        <translation>Läufe filtern</translation>
    </message>
    <message>
        <source>Curves of the selected runs</source>
        <translation>Kurven der gewählten Läufe</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Reading the run records</source>
        <translation>Laufeinträge lesen</translation>
    </message>
    <message>
        <source>Reading run records</source>
        <translation>Laufeinträge lesen</translation>
    </message>
    <message>
        <source>Other work on the adapter is still running; run it again when that has ended.</source>
        <translation>Andere Arbeit am Adapter läuft noch; wiederholen Sie es, wenn sie fertig ist.</translation>
    </message>
    <message>
        <source>This record cannot be run again: its options cannot be read.</source>
        <translation>Dieser Eintrag lässt sich nicht wiederholen: Seine Optionen sind unlesbar.</translation>
    </message>
    <message>
        <source>Running &quot;%1&quot; again needs the command line program prismoe beside this one; install it.</source>
        <translation>Um „%1“ zu wiederholen, braucht es das Kommandozeilenprogramm prismoe neben diesem; installieren Sie es.</translation>
    </message>
    <message>
        <source>The run could not be repeated; its inputs may have moved. See the details.</source>
        <translation>Der Lauf ließ sich nicht wiederholen; seine Eingaben liegen vielleicht woanders. Siehe Einzelheiten.</translation>
    </message>
    <message>
        <source>The command line program could not be started.</source>
        <translation>Das Kommandozeilenprogramm ließ sich nicht starten.</translation>
    </message>
    <message>
        <source>Bringing back run records</source>
        <translation>Laufeinträge zurückholen</translation>
    </message>
    <message>
        <source>Deleting run records</source>
        <translation>Laufeinträge löschen</translation>
    </message>
    <message>
        <source>Changing the run records</source>
        <translation>Laufeinträge ändern</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n run record(s)</source>
        <translation>
            <numerusform>%n Laufeintrag löschen</numerusform>
            <numerusform>%n Laufeinträge löschen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::SampleTableModel</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Upper</source>
        <translation>Oben</translation>
    </message>
    <message>
        <source>Lower</source>
        <translation>Unten</translation>
    </message>
    <message>
        <source>Class and flags</source>
        <translation>Klasse und Merkmale</translation>
    </message>
    <message>
        <source>Error (of mean |z|²)</source>
        <translation>Fehler (vom Mittel |z|²)</translation>
    </message>
    <message>
        <source>Nearest to the truth</source>
        <translation>Am nächsten zur Wahrheit</translation>
    </message>
    <message>
        <source>Nearest to the prediction</source>
        <translation>Am nächsten zur Vorhersage</translation>
    </message>
    <message>
        <source>Workers that carry it</source>
        <translation>Worker, die ihn tragen</translation>
    </message>
</context>
<context>
    <name>prism::app::SpeechData</name>
    <message>
        <source>Waiting for other work to finish…</source>
        <translation>Wartet auf andere Arbeit…</translation>
    </message>
    <message>
        <source>%1, %2 %</source>
        <translation>%1, %2 %</translation>
    </message>
    <message>
        <source>Opening the recordings</source>
        <translation>Aufnahmen öffnen</translation>
    </message>
    <message>
        <source>Checking the recordings</source>
        <translation>Aufnahmen prüfen</translation>
    </message>
    <message>
        <source>Making a voice set</source>
        <translation>Stimmensatz erzeugen</translation>
    </message>
    <message>
        <source>Aligning the recordings</source>
        <translation>Aufnahmen ausrichten</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) aligned</source>
        <translation>
            <numerusform>%n Aufnahme ausgerichtet</numerusform>
            <numerusform>%n Aufnahmen ausgerichtet</numerusform>
        </translation>
    </message>
    <message>
        <source>Preparing features</source>
        <translation>Merkmale vorbereiten</translation>
    </message>
</context>
<context>
    <name>prism::app::SpeechTraining</name>
    <message>
        <source>Training the projector</source>
        <translation>Projektor trainieren</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>total</source>
        <translation>gesamt</translation>
    </message>
    <message>
        <source>acoustic</source>
        <translation>akustisch</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>%1 steps/s</source>
        <translation>%1 Schritte/s</translation>
    </message>
    <message>
        <source>loss %1</source>
        <translation>Verlust %1</translation>
    </message>
    <message>
        <source>validation %1, durations off by %2 ms</source>
        <translation>Validierung %1, Dauern um %2 ms daneben</translation>
    </message>
</context>
<context>
    <name>prism::app::StepTableModel</name>
    <message numerus="yes">
        <source>%n worker(s) spoke at this position</source>
        <translation>
            <numerusform>%n Worker sprach an dieser Stelle</numerusform>
            <numerusform>%n Worker sprachen an dieser Stelle</numerusform>
        </translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>written</source>
        <translation>geschrieben</translation>
    </message>
    <message>
        <source>The upper model&apos;s token whose state goes through the adapter</source>
        <translation>Token des oberen Modells, dessen Zustand durch den Adapter geht</translation>
    </message>
    <message>
        <source>The lower model&apos;s token that follows in fact</source>
        <translation>Token des unteren Modells, das wirklich folgt</translation>
    </message>
    <message>
        <source>Workers that spoke</source>
        <translation>Worker, die sprachen</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Upper token</source>
        <translation>Oberes Token</translation>
    </message>
    <message>
        <source>True lower token</source>
        <translation>Wahres unteres Token</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>Nächstes</translation>
    </message>
    <message>
        <source>%1; this is the true token</source>
        <translation>%1; das ist das wahre Token</translation>
    </message>
    <message>
        <source>Lower tokens nearest to the adapter&apos;s output: by cosine, or by probability where it goes to the lower model&apos;s head</source>
        <translation>Untere Tokens, die der Ausgabe des Adapters am nächsten sind: nach Kosinus, oder nach Wahrscheinlichkeit, wo sie zum Kopf des unteren Modells geht</translation>
    </message>
</context>
<context>
    <name>prism::app::StitchPanel</name>
    <message>
        <source>Measure on a text…</source>
        <translation>An einem Text messen…</translation>
    </message>
    <message>
        <source>Stitched perplexity on a UTF-8 text file</source>
        <translation>Perplexität über den Adapter an einer UTF-8-Textdatei</translation>
    </message>
    <message>
        <source>Measure on sampled text</source>
        <translation>An gezogenem Text messen</translation>
    </message>
    <message>
        <source>Stitched perplexity on a text that the upper model writes first</source>
        <translation>Perplexität über den Adapter an einem Text, den das obere Modell erst schreibt</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>How many windows of the lower model&apos;s context are read; 0 reads the whole text</source>
        <translation>Wie viele Kontextfenster des unteren Modells gelesen werden; 0: der ganze Text</translation>
    </message>
    <message>
        <source>&amp;Windows</source>
        <translation>&amp;Fenster</translation>
    </message>
    <message>
        <source>Copy the table as CSV</source>
        <translation>Tabelle als CSV kopieren</translation>
    </message>
    <message>
        <source>Clear the table</source>
        <translation>Tabelle leeren</translation>
    </message>
    <message>
        <source>Stitched perplexity</source>
        <translation>Perplexität über den Adapter</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>Ersetzt</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Stitched</source>
        <translation>Über Adapter</translation>
    </message>
    <message>
        <source>Shuffled</source>
        <translation>Gemischt</translation>
    </message>
    <message>
        <source>The adapter that spoke</source>
        <translation>Der Adapter, der sprach</translation>
    </message>
    <message>
        <source>What the lower model read</source>
        <translation>Was das untere Modell las</translation>
    </message>
    <message>
        <source>Tokens the lower model had to predict</source>
        <translation>Tokens, die das untere Modell vorhersagen musste</translation>
    </message>
    <message>
        <source>Share of its input embeddings that were replaced</source>
        <translation>Anteil seiner Eingabe-Embeddings, die ersetzt wurden</translation>
    </message>
    <message>
        <source>Perplexity with the lower model&apos;s own embeddings: what can be reached at best</source>
        <translation>Perplexität mit eigenen Embeddings des unteren Modells: das Beste, was erreichbar ist</translation>
    </message>
    <message>
        <source>Perplexity with the adapter&apos;s embeddings in their place</source>
        <translation>Perplexität mit den Embeddings des Adapters an deren Stelle</translation>
    </message>
    <message>
        <source>Perplexity with the adapter&apos;s embeddings at wrong places: what nothing gives</source>
        <translation>Perplexität mit Embeddings des Adapters an falschen Stellen: was nichts bringt</translation>
    </message>
    <message>
        <source>Measure perplexity on a text</source>
        <translation>Perplexität an einem Text messen</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md);;All files (*)</source>
        <translation>Texte (*.txt *.md);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>The lower model&apos;s perplexity on a text when its input embeddings are the adapter&apos;s: near its own is good, near the shuffled one is worthless.</source>
        <translation>Perplexität des unteren Modells an einem Text, wenn seine Eingabe-Embeddings vom Adapter kommen: nahe der eigenen ist gut, nahe der gemischten wertlos.</translation>
    </message>
    <message>
        <source>%1 on %2: own %3, stitched %4, shuffled %5 (%6 % of the embeddings replaced)</source>
        <translation>%1 an %2: eigene %3, über Adapter %4, gemischt %5 (%6 % der Embeddings ersetzt)</translation>
    </message>
</context>
<context>
    <name>prism::app::TensorChooser</name>
    <message>
        <source>(the matrix)</source>
        <translation>(die Matrix)</translation>
    </message>
    <message>
        <source>%1: model or file</source>
        <translation>%1: Modell oder Datei</translation>
    </message>
    <message>
        <source>%1: tensor</source>
        <translation>%1: Tensor</translation>
    </message>
    <message>
        <source>Upper: %1</source>
        <translation>Oben: %1</translation>
    </message>
    <message>
        <source>Lower: %1</source>
        <translation>Unten: %1</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>Open a tensor file</source>
        <translation>Tensordatei öffnen</translation>
    </message>
    <message>
        <source>Tensors (*.safetensors *.gguf *.pt *.bin *.npy *.prism);;All files (*)</source>
        <translation>Tensoren (*.safetensors *.gguf *.pt *.bin *.npy *.prism);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>%1 öffnen</translation>
    </message>
</context>
<context>
    <name>prism::app::TensorPage</name>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>look into any tensor of a model, or compare two</source>
        <translation>in jeden Tensor eines Modells sehen oder zwei vergleichen</translation>
    </message>
    <message>
        <source>Slice as an image</source>
        <translation>Schnitt als Bild</translation>
    </message>
    <message>
        <source>Slice as a surface</source>
        <translation>Schnitt als Fläche</translation>
    </message>
    <message>
        <source>Kind of picture</source>
        <translation>Art des Bildes</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Surface</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>Look at a tensor of any file: drop it here or choose it</source>
        <translation>Sehen Sie einen Tensor einer beliebigen Datei an: hierher ziehen oder wählen</translation>
    </message>
    <message>
        <source>Export picture</source>
        <translation>Bild exportieren</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>second</source>
        <translation>zweiter</translation>
    </message>
    <message>
        <source>Which of the two is shown</source>
        <translation>Welcher der beiden gezeigt wird</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erster</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>Zweiter</translation>
    </message>
    <message>
        <source>Second − first</source>
        <translation>Zweiter − erster</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>Schnitt</translation>
    </message>
    <message>
        <source>Number of the slice</source>
        <translation>Nummer des Schnitts</translation>
    </message>
    <message>
        <source>Distribution of all values</source>
        <translation>Verteilung aller Werte</translation>
    </message>
    <message>
        <source>Statistics of all values</source>
        <translation>Statistik aller Werte</translation>
    </message>
    <message>
        <source>All values</source>
        <translation>Alle Werte</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>no values</source>
        <translation>keine Werte</translation>
    </message>
    <message>
        <source>rows %1 to %2 of %3, %4 columns</source>
        <translation>Zeilen %1 bis %2 von %3, %4 Spalten</translation>
    </message>
    <message>
        <source>all %1 rows, %2 columns</source>
        <translation>alle %1 Zeilen, %2 Spalten</translation>
    </message>
    <message>
        <source>%1 of %2, %3 × %4</source>
        <translation>%1 von %2, %3 × %4</translation>
    </message>
    <message>
        <source>Reading a slice</source>
        <translation>Schnitt lesen</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Statistics of %1</source>
        <translation>Statistik von %1</translation>
    </message>
    <message>
        <source>Comparing two tensors</source>
        <translation>Zwei Tensoren vergleichen</translation>
    </message>
    <message>
        <source>Largest difference</source>
        <translation>Größter Unterschied</translation>
    </message>
    <message>
        <source>Mean difference</source>
        <translation>Mittlerer Unterschied</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>Values that differ</source>
        <translation>Verschiedene Werte</translation>
    </message>
    <message>
        <source>Row of the largest</source>
        <translation>Zeile des größten</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>Kleinster</translation>
    </message>
    <message>
        <source>Greatest</source>
        <translation>Größter</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>Standardabweichung</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>Norm</translation>
    </message>
    <message>
        <source>Not a number</source>
        <translation>Keine Zahl</translation>
    </message>
    <message>
        <source>Infinite</source>
        <translation>Unendlich</translation>
    </message>
</context>
<context>
    <name>prism::app::TensorTableModel</name>
    <message>
        <source>scalar</source>
        <translation>Skalar</translation>
    </message>
    <message>
        <source>%1 bytes at offset %2</source>
        <translation>%1 Bytes ab Stelle %2</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
</context>
<context>
    <name>prism::app::TextTraining</name>
    <message>
        <source>Train on a text…</source>
        <translation>Auf einem Text trainieren…</translation>
    </message>
    <message>
        <source>Train on text sampled from the upper model</source>
        <translation>Auf Text aus dem oberen Modell trainieren</translation>
    </message>
    <message>
        <source>Run both models over a text and map the upper one&apos;s states</source>
        <translation>Beide Modelle über einen Text laufen lassen und die Zustände des oberen abbilden</translation>
    </message>
    <message>
        <source>The upper model writes the text first</source>
        <translation>Das obere Modell schreibt den Text zuerst</translation>
    </message>
    <message>
        <source>Train on a text</source>
        <translation>Auf einem Text trainieren</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
</context>
<context>
    <name>prism::app::TileInspector</name>
    <message>
        <source>Weights of the tile</source>
        <translation>Gewichte der Kachel</translation>
    </message>
    <message>
        <source>output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Histogram of the weights</source>
        <translation>Histogramm der Gewichte</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Singular values of the tile</source>
        <translation>Singulärwerte der Kachel</translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation>Spektrum</translation>
    </message>
    <message>
        <source>Choose a tile to see its weights.</source>
        <translation>Wählen Sie eine Kachel, um ihre Gewichte zu sehen.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Worker %1&lt;/b&gt;</source>
        <translation>&lt;b&gt;Worker %1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Weights of worker %1</source>
        <translation>Gewichte von Worker %1</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Spectrum of worker %1</source>
        <translation>Spektrum von Worker %1</translation>
    </message>
    <message>
        <source>singular value</source>
        <translation>Singulärwert</translation>
    </message>
    <message>
        <source>index</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>%1 – %2 (%3)</source>
        <translation>%1 – %2 (%3)</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>pipe %1, row %2, column %3, expert %4</source>
        <translation>Pipe %1, Zeile %2, Spalte %3, Experte %4</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Eingaben</translation>
    </message>
    <message>
        <source>Retrained</source>
        <translation>Neu trainiert</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>einmal</numerusform>
            <numerusform>%n-mal</numerusform>
        </translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Kondition</translation>
    </message>
    <message>
        <source>Rows fitted on</source>
        <translation>Angepasst auf Zeilen</translation>
    </message>
    <message>
        <source>CRC-32C</source>
        <translation>CRC-32C</translation>
    </message>
</context>
<context>
    <name>prism::app::TokenTableModel</name>
    <message>
        <source>special</source>
        <translation>besonders</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>exakt</translation>
    </message>
    <message>
        <source>normalised</source>
        <translation>normalisiert</translation>
    </message>
    <message>
        <source>approximated</source>
        <translation>genähert</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>weggelassen</translation>
    </message>
    <message>
        <source>whitespace</source>
        <translation>Leerraum</translation>
    </message>
    <message>
        <source>control</source>
        <translation>Steuerzeichen</translation>
    </message>
    <message>
        <source>not UTF-8</source>
        <translation>kein UTF-8</translation>
    </message>
    <message>
        <source>unused</source>
        <translation>unbenutzt</translation>
    </message>
    <message>
        <source>undertrained</source>
        <translation>untertrainiert</translation>
    </message>
    <message>
        <source>single byte</source>
        <translation>einzelnes Byte</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Left out of training by you</source>
        <translation>Von Ihnen vom Training ausgenommen</translation>
    </message>
    <message>
        <source>May be trained on</source>
        <translation>Darf trainiert werden</translation>
    </message>
    <message>
        <source>%1
Paired by you</source>
        <translation>%1
Von Ihnen gepaart</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgenommen</translation>
    </message>
    <message>
        <source>used</source>
        <translation>benutzt</translation>
    </message>
    <message>
        <source>Upper id</source>
        <translation>Obere Nummer</translation>
    </message>
    <message>
        <source>Upper token</source>
        <translation>Oberes Token</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Lower id</source>
        <translation>Untere Nummer</translation>
    </message>
    <message>
        <source>Lower token</source>
        <translation>Unteres Token</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Nutzen</translation>
    </message>
    <message>
        <source>“%1” is no id of the lower vocabulary; ids run from 0 to %2.</source>
        <translation>„%1“ ist keine Nummer des unteren Vokabulars; sie reichen von 0 bis %2.</translation>
    </message>
</context>
<context>
    <name>prism::app::TrainMenu</name>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Train on matrices or pairs…</source>
        <translation>Auf Matrizen oder Paaren trainieren…</translation>
    </message>
    <message>
        <source>Train on the open pair again</source>
        <translation>Wieder auf dem offenen Paar trainieren</translation>
    </message>
    <message>
        <source>Cancel training</source>
        <translation>Training abbrechen</translation>
    </message>
    <message>
        <source>Stop; tiles that are finished are kept</source>
        <translation>Anhalten; fertige Kacheln bleiben</translation>
    </message>
    <message>
        <source>Train all workers by least squares in the background</source>
        <translation>Alle Worker im Hintergrund nach kleinsten Quadraten trainieren</translation>
    </message>
    <message>
        <source>Train on matrices or pairs</source>
        <translation>Auf Matrizen oder Paaren trainieren</translation>
    </message>
    <message>
        <source>Use them</source>
        <translation>Diese nehmen</translation>
    </message>
</context>
<context>
    <name>prism::app::UtteranceTableModel</name>
    <message>
        <source>Play %1</source>
        <translation>%1 abspielen</translation>
    </message>
    <message>
        <source>Open and play this recording</source>
        <translation>Diese Aufnahme öffnen und abspielen</translation>
    </message>
    <message>
        <source>no recording</source>
        <translation>keine Aufnahme</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>Every problem adds; from 1 on a recording deserves an ear</source>
        <translation>Jedes Problem zählt; ab 1 lohnt es sich hinzuhören</translation>
    </message>
    <message>
        <source>Words a second, without silences where they are known</source>
        <translation>Wörter je Sekunde, ohne Pausen, wo sie bekannt sind</translation>
    </message>
    <message>
        <source>Whether it has an alignment, which training needs</source>
        <translation>Ob es eine Ausrichtung gibt, die das Training braucht</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Suspicion</source>
        <translation>Verdacht</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Length, s</source>
        <translation>Länge, s</translation>
    </message>
    <message>
        <source>Words/s</source>
        <translation>Wörter/s</translation>
    </message>
    <message>
        <source>Aligned</source>
        <translation>Ausgerichtet</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>prism::app::WorkerPicture</name>
    <message>
        <source>Workers of all pipes</source>
        <translation>Worker aller Pipes</translation>
    </message>
    <message>
        <source>Histogram of the metric</source>
        <translation>Histogramm der Kennzahl</translation>
    </message>
    <message>
        <source>%1 is cut into other tiles, so the two cannot be compared tile by tile. Choose an adapter with the same plan.</source>
        <translation>%1 ist in andere Kacheln geschnitten, darum lassen sich die beiden nicht Kachel für Kachel vergleichen. Wählen Sie einen Adapter mit demselben Plan.</translation>
    </message>
    <message>
        <source>faulty</source>
        <translation>fehlerhaft</translation>
    </message>
</context>
<context>
    <name>prism::app::WorkerTableModel</name>
    <message>
        <source>Deviation</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Gewinn</translation>
    </message>
    <message>
        <source>Isolated error</source>
        <translation>Einzelfehler</translation>
    </message>
    <message>
        <source>Row residual</source>
        <translation>Zeilenrest</translation>
    </message>
    <message>
        <source>Removal cost</source>
        <translation>Kosten des Weglassens</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Kondition</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>Norm</translation>
    </message>
    <message>
        <source>Utilisation</source>
        <translation>Auslastung</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>Generation</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Stichproben</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>Drift</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>How far the tile is from what its solver would give. Above 1e-6 it is faulty.</source>
        <translation>Wie weit die Kachel von dem entfernt ist, was ihr Löser gäbe. Über 1e-6 ist sie fehlerhaft.</translation>
    </message>
    <message>
        <source>What retraining this tile alone would win.</source>
        <translation>Was es brächte, allein diese Kachel neu zu trainieren.</translation>
    </message>
    <message>
        <source>Error of this tile alone; high for healthy tiles of a joint solution too.</source>
        <translation>Fehler dieser Kachel allein; auch bei gesunden Kacheln einer gemeinsamen Lösung hoch.</translation>
    </message>
    <message>
        <source>Share of the row block that the whole map leaves unexplained.</source>
        <translation>Anteil des Zeilenblocks, den die ganze Abbildung unerklärt lässt.</translation>
    </message>
    <message>
        <source>How much the error grows when the tile is dropped.</source>
        <translation>Wie stark der Fehler wächst, wenn die Kachel wegfällt.</translation>
    </message>
    <message>
        <source>Condition number of the tile&apos;s inputs; high means that they repeat each other.</source>
        <translation>Konditionszahl der Eingaben der Kachel; hoch heißt, dass sie einander wiederholen.</translation>
    </message>
    <message>
        <source>Frobenius norm of the tile&apos;s weights.</source>
        <translation>Frobenius-Norm der Gewichte der Kachel.</translation>
    </message>
    <message>
        <source>Share of positions at which a router activates the worker.</source>
        <translation>Anteil der Positionen, an denen ein Router den Worker aktiviert.</translation>
    </message>
    <message>
        <source>How often the tile was retrained.</source>
        <translation>Wie oft die Kachel neu trainiert wurde.</translation>
    </message>
    <message>
        <source>Training rows the tile was fitted on.</source>
        <translation>Trainingszeilen, auf die die Kachel angepasst wurde.</translation>
    </message>
    <message>
        <source>Test error of the row block over its training error.</source>
        <translation>Testfehler des Zeilenblocks über seinem Trainingsfehler.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>✕ not finite</source>
        <translation>✕ nicht endlich</translation>
    </message>
    <message>
        <source>✕ changed since training</source>
        <translation>✕ seit dem Training geändert</translation>
    </message>
    <message>
        <source>✕ faulty</source>
        <translation>✕ fehlerhaft</translation>
    </message>
    <message>
        <source>healthy</source>
        <translation>gesund</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Pipe</source>
        <translation>Pipe</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>Experte</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>prism::app::WorkerTables</name>
    <message>
        <source>Workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Worst samples</source>
        <translation>Schlechteste Stichproben</translation>
    </message>
    <message>
        <source>Error by group</source>
        <translation>Fehler nach Gruppe</translation>
    </message>
    <message>
        <source>Worst test samples</source>
        <translation>Schlechteste Teststichproben</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Test samples</source>
        <translation>Teststichproben</translation>
    </message>
    <message>
        <source>Error (of mean |z|²)</source>
        <translation>Fehler (vom Mittel |z|²)</translation>
    </message>
</context>
<context>
    <name>prism::app::WorkerTools</name>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Select faulty workers</source>
        <translation>Fehlerhafte Worker wählen</translation>
    </message>
    <message>
        <source>Select the worst %1 of this metric</source>
        <translation>Die %1 schlechtesten dieser Kennzahl wählen</translation>
    </message>
    <message>
        <source>Select none</source>
        <translation>Nichts wählen</translation>
    </message>
    <message>
        <source>Break tiles on purpose (selected, or %1 random)</source>
        <translation>Kacheln absichtlich beschädigen (gewählte oder %1 zufällige)</translation>
    </message>
    <message>
        <source>Zero them</source>
        <translation>Auf null setzen</translation>
    </message>
    <message>
        <source>Replace by noise</source>
        <translation>Durch Rauschen ersetzen</translation>
    </message>
    <message>
        <source>Shuffle their weights</source>
        <translation>Gewichte mischen</translation>
    </message>
    <message>
        <source>Flip their sign</source>
        <translation>Vorzeichen umkehren</translation>
    </message>
    <message>
        <source>Keep this version to compare with</source>
        <translation>Diese Fassung zum Vergleich behalten</translation>
    </message>
    <message>
        <source>Compare with another adapter…</source>
        <translation>Mit anderem Adapter vergleichen…</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <translation>Vergleich beenden</translation>
    </message>
    <message>
        <source>Compare with an adapter</source>
        <translation>Mit einem Adapter vergleichen</translation>
    </message>
    <message>
        <source>Adapters (*.prism);;All files (*)</source>
        <translation>Adapter (*.prism);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>prism::app::WorkersPage</name>
    <message>
        <source>Workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>which tiles of the map are good, which are not</source>
        <translation>welche Kacheln der Abbildung gut sind und welche nicht</translation>
    </message>
    <message>
        <source>Metric shown</source>
        <translation>Gezeigte Kennzahl</translation>
    </message>
    <message>
        <source>Retrain</source>
        <translation>Neu trainieren</translation>
    </message>
    <message>
        <source>Retrain all faulty workers</source>
        <translation>Alle fehlerhaften Worker neu trainieren</translation>
    </message>
    <message>
        <source>Retrain selected workers</source>
        <translation>Gewählte Worker neu trainieren</translation>
    </message>
    <message>
        <source>Analyse</source>
        <translation>Analysieren</translation>
    </message>
    <message>
        <source>Work the figures out with the data the adapter names</source>
        <translation>Kennzahlen mit den Daten ausrechnen, die der Adapter nennt</translation>
    </message>
    <message>
        <source>Locate data…</source>
        <translation>Daten suchen…</translation>
    </message>
    <message>
        <source>Choose the data this adapter was trained on, where it is now</source>
        <translation>Wählen Sie die Daten dieses Adapters dort, wo sie jetzt liegen</translation>
    </message>
    <message>
        <source>Nothing is trained yet</source>
        <translation>Noch ist nichts trainiert</translation>
    </message>
    <message>
        <source>Train the adapter to see its workers, or open a .prism file.</source>
        <translation>Trainieren Sie den Adapter, um seine Worker zu sehen, oder öffnen Sie eine .prism-Datei.</translation>
    </message>
    <message>
        <source>The figures of this adapter are not worked out: its data could not be read where it was.</source>
        <translation>Die Kennzahlen dieses Adapters fehlen: Seine Daten ließen sich nicht lesen, wo sie waren.</translation>
    </message>
    <message>
        <source>The adapter does not say what it was trained on, so its figures cannot be worked out.</source>
        <translation>Der Adapter sagt nicht, worauf er trainiert wurde, darum lassen sich seine Kennzahlen nicht ausrechnen.</translation>
    </message>
    <message>
        <source>Data of this adapter</source>
        <translation>Daten dieses Adapters</translation>
    </message>
    <message numerus="yes">
        <source>Retrain %n faulty</source>
        <translation>
            <numerusform>%n fehlerhaften neu trainieren</numerusform>
            <numerusform>%n fehlerhafte neu trainieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retrain %n selected</source>
        <translation>
            <numerusform>%n gewählten neu trainieren</numerusform>
            <numerusform>%n gewählte neu trainieren</numerusform>
        </translation>
    </message>
    <message>
        <source>No faulty worker</source>
        <translation>Kein fehlerhafter Worker</translation>
    </message>
    <message>
        <source>  ↑ %1%2 of |Z|²</source>
        <translation>  ↑ %1%2 von |Z|²</translation>
    </message>
    <message>
        <source>Every worker is as its solver left it; select some to retrain them anyway</source>
        <translation>Jeder Worker ist, wie sein Löser ihn ließ; wählen Sie welche, um sie dennoch neu zu trainieren</translation>
    </message>
    <message>
        <source>Solve these workers again with all others frozen; can be undone</source>
        <translation>Diese Worker neu lösen, alle anderen bleiben fest; lässt sich rückgängig machen</translation>
    </message>
</context>
<context>
    <name>prism::app::Workspace</name>
    <message>
        <source>Change the training options</source>
        <translation>Trainingsoptionen ändern</translation>
    </message>
    <message>
        <source>The upper model has no output head or the lower no input embedding that could be found; choose other models.</source>
        <translation>Beim oberen Modell fand sich kein Ausgabekopf oder beim unteren kein Eingabe-Embedding; wählen Sie andere Modelle.</translation>
    </message>
    <message>
        <source>Open an upper and a lower model to see how the map between them is cut.</source>
        <translation>Öffnen Sie ein oberes und ein unteres Modell, um zu sehen, wie die Abbildung dazwischen geschnitten wird.</translation>
    </message>
    <message>
        <source>This plan is not possible: %1. Change the workers or the tile.</source>
        <translation>Dieser Plan ist nicht möglich: %1. Ändern Sie die Worker oder die Kachel.</translation>
    </message>
    <message>
        <source>Opening training data</source>
        <translation>Trainingsdaten öffnen</translation>
    </message>
    <message>
        <source>Other work on the adapter is still running.</source>
        <translation>Andere Arbeit am Adapter läuft noch.</translation>
    </message>
    <message>
        <source>Open an upper and a lower model, or two matrices, first.</source>
        <translation>Öffnen Sie zuerst ein oberes und ein unteres Modell oder zwei Matrizen.</translation>
    </message>
    <message>
        <source>The vocabularies are still being aligned.</source>
        <translation>Die Vokabulare werden noch abgeglichen.</translation>
    </message>
    <message>
        <source>The two models have no vocabularies that could be aligned; train on matrices instead.</source>
        <translation>Die beiden Modelle haben keine Vokabulare zum Abgleichen; trainieren Sie auf Matrizen.</translation>
    </message>
    <message>
        <source>another model</source>
        <translation>anderes Modell</translation>
    </message>
    <message>
        <source>Looking at %1</source>
        <translation>%1 ansehen</translation>
    </message>
    <message>
        <source>Looking at files</source>
        <translation>Dateien ansehen</translation>
    </message>
    <message>
        <source>%1 is missing: it was part of this project. Put it back, or open another in its place.</source>
        <translation>%1 fehlt: Es gehörte zu diesem Projekt. Legen Sie es zurück oder öffnen Sie dafür etwas anderes.</translation>
    </message>
    <message>
        <source>The training options of the project cannot be read, so the defaults are used.</source>
        <translation>Die Trainingsoptionen des Projekts sind unlesbar, darum gelten die Vorgaben.</translation>
    </message>
</context>
<context>
    <name>prism::widgets::ColourLegend</name>
    <message>
        <source>Colour range</source>
        <translation>Farbbereich</translation>
    </message>
    <message>
        <source>From %1 to %2 %3</source>
        <translation>Von %1 bis %2 %3</translation>
    </message>
    <message>
        <source>%1 … %2 %3</source>
        <translation>%1 … %2 %3</translation>
    </message>
    <message>
        <source>Range set by hand. Double-click for automatic.</source>
        <translation>Bereich von Hand gesetzt. Doppelklick für automatisch.</translation>
    </message>
    <message>
        <source>Automatic range. Drag an end to change it.</source>
        <translation>Automatischer Bereich. Ziehen Sie an einem Ende, um ihn zu ändern.</translation>
    </message>
</context>
<context>
    <name>prism::widgets::CoverageBar</name>
    <message>
        <source>Coverage</source>
        <translation>Abdeckung</translation>
    </message>
</context>
<context>
    <name>prism::widgets::CurveView</name>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>An Fenster anpassen</translation>
    </message>
    <message>
        <source>Logarithmic horizontal axis</source>
        <translation>Logarithmische waagrechte Achse</translation>
    </message>
    <message>
        <source>Logarithmic vertical axis</source>
        <translation>Logarithmische senkrechte Achse</translation>
    </message>
</context>
<context>
    <name>prism::widgets::ErrorBar</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation>Einzelheiten der Meldung</translation>
    </message>
    <message>
        <source>Copy the message with its details</source>
        <translation>Meldung mit Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Dismiss (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>1 of %1</source>
        <translation>1 von %1</translation>
    </message>
</context>
<context>
    <name>prism::widgets::HistogramView</name>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>Distribution of %1</source>
        <translation>Verteilung: %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1: %2 selected</source>
        <translation>%1: %2 gewählt</translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation>%1 Werte</translation>
    </message>
    <message>
        <source>%1 not positive</source>
        <translation>%1 nicht positiv</translation>
    </message>
    <message>
        <source>%1 outside</source>
        <translation>%1 außerhalb</translation>
    </message>
    <message>
        <source>%1 unknown</source>
        <translation>%1 unbekannt</translation>
    </message>
    <message>
        <source>%1 to %2: %3</source>
        <translation>%1 bis %2: %3</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>An Fenster anpassen</translation>
    </message>
    <message>
        <source>Logarithmic counts</source>
        <translation>Logarithmische Anzahlen</translation>
    </message>
    <message>
        <source>Clear range</source>
        <translation>Bereich aufheben</translation>
    </message>
</context>
<context>
    <name>prism::widgets::MatrixView</name>
    <message>
        <source>Matrix picture</source>
        <translation>Matrixbild</translation>
    </message>
    <message>
        <source>row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>mean %1</source>
        <translation>Mittel %1</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>von %1 bis %2</translation>
    </message>
    <message>
        <source>means of blocks, first row/first column</source>
        <translation>Blockmittel, erste Zeile/erste Spalte</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>An Fenster anpassen</translation>
    </message>
    <message>
        <source>Automatic colour range</source>
        <translation>Automatischer Farbbereich</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Diverging around 0</source>
        <translation>Um 0 auseinanderlaufend</translation>
    </message>
</context>
<context>
    <name>prism::widgets::PitchView</name>
    <message>
        <source>Fundamental frequency</source>
        <translation>Grundfrequenz</translation>
    </message>
    <message>
        <source>%1 Hz</source>
        <translation>%1 Hz</translation>
    </message>
    <message>
        <source>unvoiced</source>
        <translation>stimmlos</translation>
    </message>
</context>
<context>
    <name>prism::widgets::SpectrogramView</name>
    <message>
        <source>Spectrogram</source>
        <translation>Spektrogramm</translation>
    </message>
    <message>
        <source>%1 kHz</source>
        <translation>%1 kHz</translation>
    </message>
    <message>
        <source>%1 Hz</source>
        <translation>%1 Hz</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>frame %1</source>
        <translation>Rahmen %1</translation>
    </message>
    <message>
        <source>Automatic colour range</source>
        <translation>Automatischer Farbbereich</translation>
    </message>
    <message>
        <source>Colour range</source>
        <translation>Farbbereich</translation>
    </message>
    <message>
        <source>%1 %2 below the loudest</source>
        <translation>%1 %2 unter dem lautesten</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
</context>
<context>
    <name>prism::widgets::SurfaceView</name>
    <message>
        <source>Surface picture</source>
        <translation>Flächenbild</translation>
    </message>
    <message>
        <source>%1, from %2 to %3</source>
        <translation>%1, von %2 bis %3</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>%1 Spalten</translation>
    </message>
    <message>
        <source>Back to the first view</source>
        <translation>Zurück zur ersten Ansicht</translation>
    </message>
    <message>
        <source>From above</source>
        <translation>Von oben</translation>
    </message>
</context>
<context>
    <name>prism::widgets::TierView</name>
    <message>
        <source>Alignment</source>
        <translation>Ausrichtung</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>%1: %2
%3 to %4 · %5 ms</source>
        <translation>%1: %2
%3 bis %4 · %5 ms</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n Rahmen</numerusform>
            <numerusform>%n Rahmen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::widgets::TileGridView</name>
    <message>
        <source>Tile grid</source>
        <translation>Kachelraster</translation>
    </message>
    <message>
        <source>Worker %1 · pipe %2 · row %3 · column %4 · expert %5</source>
        <translation>Worker %1 · Pipe %2 · Zeile %3 · Spalte %4 · Experte %5</translation>
    </message>
    <message>
        <source>Worker %1 · pipe %2 · row %3 · column %4</source>
        <translation>Worker %1 · Pipe %2 · Zeile %3 · Spalte %4</translation>
    </message>
    <message>
        <source>Outputs %1 · inputs %2</source>
        <translation>Ausgaben %1 · Eingaben %2</translation>
    </message>
    <message>
        <source>Not computed yet</source>
        <translation>Noch nicht berechnet</translation>
    </message>
    <message>
        <source>Difference %1</source>
        <translation>Unterschied %1</translation>
    </message>
    <message>
        <source>Faulty: weights that are not finite</source>
        <translation>Fehlerhaft: Gewichte sind nicht endlich</translation>
    </message>
    <message>
        <source>Faulty: weights changed since training</source>
        <translation>Fehlerhaft: Gewichte seit dem Training geändert</translation>
    </message>
    <message>
        <source>Faulty: deviation above the threshold</source>
        <translation>Fehlerhaft: Abweichung über der Schwelle</translation>
    </message>
    <message>
        <source>Δ %1</source>
        <translation>Δ %1</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>An Fenster anpassen</translation>
    </message>
    <message>
        <source>Automatic colour range</source>
        <translation>Automatischer Farbbereich</translation>
    </message>
    <message>
        <source>Pipe %1 · %2 positions × %3 experts of %4</source>
        <translation>Pipe %1 · %2 Positionen × %3 Experten zu %4</translation>
    </message>
    <message>
        <source>Level %1 · %2 tiles of %3</source>
        <translation>Stufe %1 · %2 Kacheln zu %3</translation>
    </message>
    <message>
        <source>Pipe %1 · %2 tiles of %3</source>
        <translation>Pipe %1 · %2 Kacheln zu %3</translation>
    </message>
    <message>
        <source>Pipe %1</source>
        <translation>Pipe %1</translation>
    </message>
</context>
<context>
    <name>prism::widgets::TimeRuler</name>
    <message>
        <source>Time axis</source>
        <translation>Zeitachse</translation>
    </message>
</context>
<context>
    <name>prism::widgets::TimeView</name>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Show the selection</source>
        <translation>Auswahl zeigen</translation>
    </message>
    <message>
        <source>End the selection</source>
        <translation>Auswahl aufheben</translation>
    </message>
</context>
<context>
    <name>prism::widgets::WaveformView</name>
    <message>
        <source>Waveform</source>
        <translation>Wellenform</translation>
    </message>
    <message>
        <source>%1 · sample %2 is %3</source>
        <translation>%1 · Abtastwert %2 ist %3</translation>
    </message>
    <message>
        <source>%1 · from %2 to %3</source>
        <translation>%1 · von %2 bis %3</translation>
    </message>
    <message>
        <source>clipped here</source>
        <translation>hier übersteuert</translation>
    </message>
    <message numerus="yes">
        <source>%n sample(s) are not numbers; they are silent</source>
        <translation>
            <numerusform>%n Abtastwert ist keine Zahl; er ist stumm</numerusform>
            <numerusform>%n Abtastwerte sind keine Zahlen; sie sind stumm</numerusform>
        </translation>
    </message>
</context>
</TS>
