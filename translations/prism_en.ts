<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>FiguresLine</name>
    <message numerus="yes">
        <source>Retrained %n worker(s): predicted +%1, achieved +%2 of |Z|²; test R² %3 → %4</source>
        <translation>
            <numerusform>Retrained %n worker: predicted +%1, achieved +%2 of |Z|²; test R² %3 → %4</numerusform>
            <numerusform>Retrained %n workers: predicted +%1, achieved +%2 of |Z|²; test R² %3 → %4</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::AdapterSession</name>
    <message numerus="yes">
        <source>Retrain %n worker(s)</source>
        <translation>
            <numerusform>Retrain %n worker</numerusform>
            <numerusform>Retrain %n workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Break %n worker(s)</source>
        <translation>
            <numerusform>Break %n worker</numerusform>
            <numerusform>Break %n workers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::AudioDatasetPanel</name>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n recording</numerusform>
            <numerusform>%n recordings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n suspicious</source>
        <translation>
            <numerusform>%n suspicious</numerusform>
            <numerusform>%n suspicious</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::AudioPage</name>
    <message numerus="yes">
        <source>%n sentence(s) spoken</source>
        <translation>
            <numerusform>%n sentence spoken</numerusform>
            <numerusform>%n sentences spoken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::FoundModels</name>
    <message numerus="yes">
        <source>%n model(s) in the Hugging Face cache and your folders</source>
        <translation>
            <numerusform>%n model in the Hugging Face cache and your folders</numerusform>
            <numerusform>%n models in the Hugging Face cache and your folders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::InferencePage</name>
    <message numerus="yes">
        <source>All %n worker(s) speak at every step: this adapter has no router. The Router page trains one.</source>
        <translation>
            <numerusform>The one worker speaks at every step: this adapter has no router. The Router page trains one.</numerusform>
            <numerusform>All %n workers speak at every step: this adapter has no router. The Router page trains one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::LowBitPage</name>
    <message numerus="yes">
        <source>Compare grids and updates (%n run(s))</source>
        <translation>
            <numerusform>Compare grids and updates (%n run)</numerusform>
            <numerusform>Compare grids and updates (%n runs)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::MainWindow</name>
    <message numerus="yes">
        <source>%n worker(s) of the adapter are broken. Write them over %1, or into a file of their own?</source>
        <translation>
            <numerusform>%n worker of the adapter is broken. Write it over %1, or into a file of its own?</numerusform>
            <numerusform>%n workers of the adapter are broken. Write them over %1, or into a file of their own?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::ModelPair</name>
    <message numerus="yes">
        <source>Your %n change(s) of token pairs belonged to the pair before and were dropped.</source>
        <translation>
            <numerusform>Your change of a token pair belonged to the pair before and was dropped.</numerusform>
            <numerusform>Your %n changes of token pairs belonged to the pair before and were dropped.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Exclude %n token(s)</source>
        <translation>
            <numerusform>Exclude %n token</numerusform>
            <numerusform>Exclude %n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Include %n token(s)</source>
        <translation>
            <numerusform>Include %n token</numerusform>
            <numerusform>Include %n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pair %n token(s) automatically</source>
        <translation>
            <numerusform>Pair %n token automatically</numerusform>
            <numerusform>Pair %n tokens automatically</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::PromptEdit</name>
    <message numerus="yes">
        <source>%n character(s) of the pasted text are not valid Unicode; they stand as � now.</source>
        <translation>
            <numerusform>%n character of the pasted text is not valid Unicode; it stands as � now.</numerusform>
            <numerusform>%n characters of the pasted text are not valid Unicode; they stand as � now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::RouterPage</name>
    <message numerus="yes">
        <source>Training the router: %n epoch(s) done</source>
        <translation>
            <numerusform>Training the router: %n epoch done</numerusform>
            <numerusform>Training the router: %n epochs done</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::RunsPage</name>
    <message numerus="yes">
        <source>Delete %n run record(s)</source>
        <translation>
            <numerusform>Delete %n run record</numerusform>
            <numerusform>Delete %n run records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::SpeechData</name>
    <message numerus="yes">
        <source>%n recording(s) aligned</source>
        <translation>
            <numerusform>%n recording aligned</numerusform>
            <numerusform>%n recordings aligned</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::StepTableModel</name>
    <message numerus="yes">
        <source>%n worker(s) spoke at this position</source>
        <translation>
            <numerusform>%n worker spoke at this position</numerusform>
            <numerusform>%n workers spoke at this position</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::TileInspector</name>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>once</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::WorkersPage</name>
    <message numerus="yes">
        <source>Retrain %n faulty</source>
        <translation>
            <numerusform>Retrain %n faulty</numerusform>
            <numerusform>Retrain %n faulty</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retrain %n selected</source>
        <translation>
            <numerusform>Retrain %n selected</numerusform>
            <numerusform>Retrain %n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::widgets::TierView</name>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::widgets::WaveformView</name>
    <message numerus="yes">
        <source>%n sample(s) are not numbers; they are silent</source>
        <translation>
            <numerusform>%n sample is not a number; it is silent</numerusform>
            <numerusform>%n samples are not numbers; they are silent</numerusform>
        </translation>
    </message>
</context>
</TS>
