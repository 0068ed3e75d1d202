<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>Warning: the slow reference BLAS is in use; install libopenblas0-pthread, which is up to 100 times faster.</source>
        <translation>Внимание: используется медленная эталонная BLAS; установите libopenblas0-pthread, она быстрее до 100 раз.</translation>
    </message>
    <message>
        <source>Connects language models through small trainable adapters cut into tiles.</source>
        <translation>Соединяет языковые модели малыми обучаемыми адаптерами, разрезанными на плитки.</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Лицензии</translation>
    </message>
    <message>
        <source>Prism Workbench is free software under the GNU General Public License, version 3 or later, and comes without any warranty. It uses Qt (LGPL 3), QCustomPlot (GPL 3), LibTorch (BSD), OpenBLAS (BSD), nlohmann JSON (MIT), fmt (MIT), OpenSSL (Apache 2.0), zlib and cairo (LGPL 2.1).</source>
        <translation>Prism Workbench — свободная программа под GNU General Public License версии 3 или новее, без каких-либо гарантий. Она использует Qt (LGPL 3), QCustomPlot (GPL 3), LibTorch (BSD), OpenBLAS (BSD), nlohmann JSON (MIT), fmt (MIT), OpenSSL (Apache 2.0), zlib и cairo (LGPL 2.1).</translation>
    </message>
    <message>
        <source>Citation</source>
        <translation>Цитирование</translation>
    </message>
    <message>
        <source>The methods are the work of Ivan K (PRISM, PrisMoE, PRISM Audio) and of the PRIMAL project. If results made with this program are published, please cite them and it:</source>
        <translation>Методы разработали Ivan K (PRISM, PrisMoE, PRISM Audio) и проект PRIMAL. Публикуя результаты, полученные этой программой, просим ссылаться на них и на неё:</translation>
    </message>
    <message>
        <source>The button below copies these entries.</source>
        <translation>Кнопка внизу копирует эти записи.</translation>
    </message>
    <message>
        <source>About Prism Workbench</source>
        <translation>О программе Prism Workbench</translation>
    </message>
    <message>
        <source>Copy BibTeX</source>
        <translation>Копировать BibTeX</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Сочетания клавиш</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Действие</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>Pictures: zoom</source>
        <translation>Рисунки: масштаб</translation>
    </message>
    <message>
        <source>Mouse wheel, +, −</source>
        <translation>Колесо мыши, +, −</translation>
    </message>
    <message>
        <source>Pictures: move</source>
        <translation>Рисунки: сдвиг</translation>
    </message>
    <message>
        <source>Drag, arrow keys</source>
        <translation>Перетаскивание, стрелки</translation>
    </message>
    <message>
        <source>Pictures: show everything</source>
        <translation>Рисунки: показать всё</translation>
    </message>
    <message>
        <source>Double-click, Home</source>
        <translation>Двойной щелчок, Home</translation>
    </message>
    <message>
        <source>Pictures: copy</source>
        <translation>Рисунки: копировать</translation>
    </message>
</context>
<context>
    <name>AudioTake</name>
    <message>
        <source>built-in voice %1</source>
        <translation>встроенный голос %1</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>шаг %1</translation>
    </message>
    <message>
        <source>level</source>
        <translation>уровень</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>вес</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Change the settings and try again.</source>
        <translation>Измените настройки и попробуйте снова.</translation>
    </message>
    <message>
        <source>Check that it is still there, or choose another.</source>
        <translation>Проверьте, что он на месте, или выберите другой.</translation>
    </message>
    <message>
        <source>The file is damaged; get a fresh copy of it.</source>
        <translation>Файл повреждён; возьмите свежую копию.</translation>
    </message>
    <message>
        <source>Convert the file to a supported form first.</source>
        <translation>Сначала преобразуйте файл в поддерживаемый вид.</translation>
    </message>
    <message>
        <source>Choose files that belong together.</source>
        <translation>Выберите файлы, которые подходят друг к другу.</translation>
    </message>
    <message>
        <source>Check the drive and try again.</source>
        <translation>Проверьте диск и попробуйте снова.</translation>
    </message>
    <message>
        <source>Free some space or choose another folder.</source>
        <translation>Освободите место или выберите другую папку.</translation>
    </message>
    <message>
        <source>Choose a place you may read and write.</source>
        <translation>Выберите место, доступное для чтения и записи.</translation>
    </message>
    <message>
        <source>Close other programs or use fewer samples.</source>
        <translation>Закройте другие программы или возьмите меньше образцов.</translation>
    </message>
    <message>
        <source>Use a larger ridge or other data.</source>
        <translation>Возьмите больший гребень или другие данные.</translation>
    </message>
    <message>
        <source>See the log for details.</source>
        <translation>Подробности — в журнале.</translation>
    </message>
    <message>
        <source>%1 failed: %2. %3</source>
        <comment>job, reason, advice</comment>
        <translation>%1: не удалось: %2. %3</translation>
    </message>
</context>
<context>
    <name>Exportable</name>
    <message>
        <source>Save picture</source>
        <translation>Сохранить рисунок</translation>
    </message>
    <message>
        <source>The picture could not be saved as %1. Choose another folder or free some space.</source>
        <translation>Рисунок не удалось сохранить как %1. Выберите другую папку или освободите место.</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Копировать рисунок</translation>
    </message>
    <message>
        <source>Copy values</source>
        <translation>Копировать значения</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>Сохранить как PNG…</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>Рисунок PNG (*.png)</translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation>Сохранить как SVG…</translation>
    </message>
    <message>
        <source>SVG picture (*.svg)</source>
        <translation>Рисунок SVG (*.svg)</translation>
    </message>
    <message>
        <source>Save values as CSV…</source>
        <translation>Сохранить значения как CSV…</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>Таблица CSV (*.csv)</translation>
    </message>
</context>
<context>
    <name>FiguresLine</name>
    <message>
        <source>Test R² %1</source>
        <translation>R² на тесте %1</translation>
    </message>
    <message>
        <source> (dense ridge %1, Procrustes %2, mean %3)</source>
        <translation> (плотный гребень %1, Прокруст %2, среднее %3)</translation>
    </message>
    <message>
        <source> · retrieval@1 %1</source>
        <translation> · поиск@1 %1</translation>
    </message>
    <message>
        <source> · cosine %1 · %2 test rows</source>
        <translation> · косинус %1 · %2 тестовых строк</translation>
    </message>
    <message numerus="yes">
        <source>Retrained %n worker(s): predicted +%1, achieved +%2 of |Z|²; test R² %3 → %4</source>
        <translation>
            <numerusform>Переобучен %n блок: ожидалось +%1, достигнуто +%2 от |Z|²; R² на тесте %3 → %4</numerusform>
            <numerusform>Переобучено %n блока: ожидалось +%1, достигнуто +%2 от |Z|²; R² на тесте %3 → %4</numerusform>
            <numerusform>Переобучено %n блоков: ожидалось +%1, достигнуто +%2 от |Z|²; R² на тесте %3 → %4</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Group</name>
    <message>
        <source>class: exact</source>
        <translation>класс: точный</translation>
    </message>
    <message>
        <source>class: normalised</source>
        <translation>класс: нормализован</translation>
    </message>
    <message>
        <source>class: approximated</source>
        <translation>класс: приближён</translation>
    </message>
    <message>
        <source>class: special</source>
        <translation>класс: особый</translation>
    </message>
    <message>
        <source>norm: lowest quarter</source>
        <translation>норма: нижняя четверть</translation>
    </message>
    <message>
        <source>norm: second quarter</source>
        <translation>норма: вторая четверть</translation>
    </message>
    <message>
        <source>norm: third quarter</source>
        <translation>норма: третья четверть</translation>
    </message>
    <message>
        <source>norm: highest quarter</source>
        <translation>норма: верхняя четверть</translation>
    </message>
    <message>
        <source>lower token id: lowest quarter</source>
        <translation>нижний номер: нижняя четверть</translation>
    </message>
    <message>
        <source>lower token id: second quarter</source>
        <translation>нижний номер: вторая четверть</translation>
    </message>
    <message>
        <source>lower token id: third quarter</source>
        <translation>нижний номер: третья четверть</translation>
    </message>
    <message>
        <source>lower token id: highest quarter</source>
        <translation>нижний номер: верхняя четверть</translation>
    </message>
    <message>
        <source>flag: %1</source>
        <translation>признак: %1</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help: %1</source>
        <translation>Справка: %1</translation>
    </message>
</context>
<context>
    <name>InferenceRun</name>
    <message>
        <source>Prompt</source>
        <translation>Запрос</translation>
    </message>
    <message>
        <source>%1 by itself</source>
        <translation>%1 сама по себе</translation>
    </message>
    <message>
        <source>%1 through %2</source>
        <translation>%1 через %2</translation>
    </message>
</context>
<context>
    <name>Metric</name>
    <message>
        <source>Deviation</source>
        <translation>Отклонение</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Выигрыш</translation>
    </message>
    <message>
        <source>Isolated error</source>
        <translation>Отдельная ошибка</translation>
    </message>
    <message>
        <source>Row residual</source>
        <translation>Остаток строк</translation>
    </message>
    <message>
        <source>Removal cost</source>
        <translation>Цена удаления</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Обусловленность</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>Норма</translation>
    </message>
    <message>
        <source>Utilisation</source>
        <translation>Загрузка</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>Поколение</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Образцы</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>Дрейф</translation>
    </message>
    <message>
        <source>of |Z|²</source>
        <translation>от |Z|²</translation>
    </message>
    <message>
        <source>1 − R²</source>
        <translation>1 − R²</translation>
    </message>
    <message>
        <source>share</source>
        <translation>доля</translation>
    </message>
    <message>
        <source>retrains</source>
        <translation>переобучений</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>строк</translation>
    </message>
    <message>
        <source>test / train</source>
        <translation>тест / обучение</translation>
    </message>
</context>
<context>
    <name>Note</name>
    <message>
        <source>No grid of %1 tiles fits %2→%3; %4 workers (%5×%6) are used.</source>
        <translation>Сетки из %1 плиток для %2→%3 нет; взято %4 блоков (%5×%6).</translation>
    </message>
    <message>
        <source>%1 of %2 tiles would hold only zero padding; %3 workers (%4×%5) are used.</source>
        <translation>%1 из %2 плиток содержали бы только нули; взято %3 блоков (%4×%5).</translation>
    </message>
    <message>
        <source>%1 samples carry %2 of %3 experts a position (2·%4 rows each): %5 of the %6 workers of a cube pipe are used.</source>
        <translation>%1 образцов хватает на %2 из %3 экспертов на позицию (по 2·%4 строк): из %6 блоков кубической трубы взято %5.</translation>
    </message>
    <message>
        <source>Tiles of %1×%2 do not fit %3→%4; cube pipes use %5×%6.</source>
        <translation>Плитки %1×%2 не подходят к %3→%4; кубические трубы берут %5×%6.</translation>
    </message>
    <message>
        <source>%1 positions of %2×%3 are cut over %4 pipes, together one dense map.</source>
        <translation>%1 позиций %2×%3 разложены по %4 трубам, вместе — одно плотное отображение.</translation>
    </message>
    <message>
        <source>A level of %1×%2 tiles does not fit %3→%4; %5×%6 is used.</source>
        <translation>Уровень плиток %1×%2 не подходит к %3→%4; взято %5×%6.</translation>
    </message>
    <message>
        <source>Stopped: %1 of %2 workers are trained, the others are zero.</source>
        <translation>Остановлено: обучены %1 из %2 блоков, остальные — нули.</translation>
    </message>
    <message>
        <source>The inputs are linearly dependent: the relative ridge was raised from %1 to %2.</source>
        <translation>Входы линейно зависимы: относительный гребень поднят с %1 до %2.</translation>
    </message>
    <message>
        <source>Backfit took %1 steps; the largest relative residual of its equations is %2, so it has not converged.</source>
        <translation>Обратная подгонка: %1 шагов; наибольший относительный остаток её уравнений %2, она не сошлась.</translation>
    </message>
    <message>
        <source>Backfit took %1 steps; the largest relative residual of its equations is %2.</source>
        <translation>Обратная подгонка: %1 шагов; наибольший относительный остаток её уравнений %2.</translation>
    </message>
    <message>
        <source>Validation R² of backfit %1, of the joint solution %2: distance %3.</source>
        <translation>R² на валидации: обратная подгонка %1, совместное решение %2, расстояние %3.</translation>
    </message>
    <message>
        <source>There are no validation rows: the relative ridge is %1.</source>
        <translation>Строк валидации нет: относительный гребень %1.</translation>
    </message>
    <message>
        <source>The ridge was chosen on %1 of the %2 outputs, drawn at random.</source>
        <translation>Гребень выбран на %1 из %2 выходов, взятых случайно.</translation>
    </message>
    <message>
        <source>no checkpoint to go on from: the run begins anew</source>
        <translation>нет контрольной точки для продолжения: запуск начинается заново</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>statistics</source>
        <translation>статистика</translation>
    </message>
    <message>
        <source>choosing the ridge</source>
        <translation>выбор гребня</translation>
    </message>
    <message>
        <source>solving</source>
        <translation>решение</translation>
    </message>
    <message>
        <source>backfit</source>
        <translation>обратная подгонка</translation>
    </message>
    <message>
        <source>original method</source>
        <translation>исходный метод</translation>
    </message>
    <message>
        <source>solving for comparison</source>
        <translation>решение для сравнения</translation>
    </message>
    <message>
        <source>judging workers</source>
        <translation>оценка блоков</translation>
    </message>
    <message>
        <source>retraining</source>
        <translation>переобучение</translation>
    </message>
    <message>
        <source>errors of test rows</source>
        <translation>ошибки строк теста</translation>
    </message>
    <message>
        <source>test</source>
        <translation>тест</translation>
    </message>
    <message>
        <source>retrieval</source>
        <translation>поиск</translation>
    </message>
    <message>
        <source>histogram</source>
        <translation>гистограмма</translation>
    </message>
    <message>
        <source>compare</source>
        <translation>сравнение</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>токены</translation>
    </message>
    <message>
        <source>loading weights</source>
        <translation>загрузка весов</translation>
    </message>
    <message>
        <source>training gates</source>
        <translation>обучение вентилей</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>строк</translation>
    </message>
    <message>
        <source>values</source>
        <translation>значений</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>блоков</translation>
    </message>
    <message>
        <source>vocabulary</source>
        <translation>словарь</translation>
    </message>
    <message>
        <source>training</source>
        <translation>обучение</translation>
    </message>
    <message>
        <source>quantising</source>
        <translation>квантование</translation>
    </message>
    <message>
        <source>tensors</source>
        <translation>тензоры</translation>
    </message>
</context>
<context>
    <name>TimeAxis</name>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 с</translation>
    </message>
</context>
<context>
    <name>prism::app::AdapterSession</name>
    <message>
        <source>Undoing: %1</source>
        <translation>Отмена: %1</translation>
    </message>
    <message>
        <source>Redoing: %1</source>
        <translation>Повтор: %1</translation>
    </message>
    <message>
        <source>Analysing workers</source>
        <translation>Анализ блоков</translation>
    </message>
    <message numerus="yes">
        <source>Retrain %n worker(s)</source>
        <translation>
            <numerusform>Переобучить %n блок</numerusform>
            <numerusform>Переобучить %n блока</numerusform>
            <numerusform>Переобучить %n блоков</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Break %n worker(s)</source>
        <translation>
            <numerusform>Испортить %n блок</numerusform>
            <numerusform>Испортить %n блока</numerusform>
            <numerusform>Испортить %n блоков</numerusform>
        </translation>
    </message>
    <message>
        <source>Predicting the gain</source>
        <translation>Предсказание выигрыша</translation>
    </message>
    <message>
        <source>Finding the worst samples</source>
        <translation>Поиск худших образцов</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>Открытие %1</translation>
    </message>
    <message>
        <source>version kept for comparison</source>
        <translation>версия, оставленная для сравнения</translation>
    </message>
    <message>
        <source>Training workers</source>
        <translation>Обучение блоков</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>Запись %1</translation>
    </message>
</context>
<context>
    <name>prism::app::AudioDatasetPanel</name>
    <message>
        <source>Open recordings…</source>
        <translation>Открыть записи…</translation>
    </message>
    <message>
        <source>A folder in the layout of LJSpeech, LibriSpeech or Common Voice</source>
        <translation>Папка в формате LJSpeech, LibriSpeech или Common Voice</translation>
    </message>
    <message>
        <source>Make a voice set</source>
        <translation>Создать набор речи</translation>
    </message>
    <message>
        <source>The built-in voice speaks built-in sentences; its phone times are known</source>
        <translation>Встроенный голос произносит встроенные предложения; времена его фонем известны</translation>
    </message>
    <message>
        <source>Align</source>
        <translation>Выровнять</translation>
    </message>
    <message>
        <source>Find the time of every word and phone without any trained model</source>
        <translation>Найти время каждого слова и фонемы без обученной модели</translation>
    </message>
    <message>
        <source>Align with the Montreal Forced Aligner</source>
        <translation>Выровнять с помощью Montreal Forced Aligner</translation>
    </message>
    <message>
        <source>Runs your own installation of mfa</source>
        <translation>Запускает вашу установку mfa</translation>
    </message>
    <message>
        <source>Stop work on the recordings</source>
        <translation>Остановить работу с записями</translation>
    </message>
    <message>
        <source>Stop; what is finished is kept</source>
        <translation>Остановить; готовое сохраняется</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Голос</translation>
    </message>
    <message>
        <source>Voice that speaks the set, and gives the phones of the built-in aligner</source>
        <translation>Голос, который произносит набор и даёт фонемы встроенному выравниванию</translation>
    </message>
    <message>
        <source> sentences</source>
        <translation> предложений</translation>
    </message>
    <message>
        <source>Sentences of the voice set</source>
        <translation>Предложения набора речи</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Записи</translation>
    </message>
    <message>
        <source>Open recordings</source>
        <translation>Открыть записи</translation>
    </message>
    <message>
        <source>No recordings are open: make a voice set, or open a folder.</source>
        <translation>Записи не открыты: создайте набор речи или откройте папку.</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n запись</numerusform>
            <numerusform>%n записи</numerusform>
            <numerusform>%n записей</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 мин</translation>
    </message>
    <message numerus="yes">
        <source>%n suspicious</source>
        <translation>
            <numerusform>%n подозрительная</numerusform>
            <numerusform>%n подозрительные</numerusform>
            <numerusform>%n подозрительных</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::AudioPage</name>
    <message>
        <source>Looking for voices</source>
        <translation>Поиск голосов</translation>
    </message>
    <message>
        <source>Name a language model first: its hidden states are what speaks.</source>
        <translation>Сначала укажите языковую модель: говорят её скрытые состояния.</translation>
    </message>
    <message>
        <source>%1: %2, %3 s</source>
        <translation>%1: %2, %3 с</translation>
    </message>
    <message>
        <source>, computed in %1 s</source>
        <translation>, вычислено за %1 с</translation>
    </message>
    <message>
        <source>built-in voice %1</source>
        <translation>встроенный голос %1</translation>
    </message>
    <message>
        <source>No projector is open: the built-in voice speaks.</source>
        <translation>Проектор не открыт: говорит встроенный голос.</translation>
    </message>
    <message>
        <source>%1
language model %2
%3</source>
        <translation>%1
языковая модель %2
%3</translation>
    </message>
    <message>
        <source>Stop training</source>
        <translation>Остановить обучение</translation>
    </message>
    <message>
        <source>Train projector</source>
        <translation>Обучить проектор</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Остановка…</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Обучение</translation>
    </message>
    <message>
        <source>Open a projector</source>
        <translation>Открыть проектор</translation>
    </message>
    <message>
        <source>Projectors (*.safetensors);;All files (*)</source>
        <translation>Проекторы (*.safetensors);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Choose a vocoder</source>
        <translation>Выбрать вокодер</translation>
    </message>
    <message>
        <source>Vocoders (*.safetensors *.pt *.bin *.ckpt);;All files (*)</source>
        <translation>Вокодеры (*.safetensors *.pt *.bin *.ckpt);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Save sound</source>
        <translation>Сохранить звук</translation>
    </message>
    <message>
        <source>Sounds (*.wav *.flac)</source>
        <translation>Звуки (*.wav *.flac)</translation>
    </message>
    <message>
        <source>Save alignment</source>
        <translation>Сохранить выравнивание</translation>
    </message>
    <message>
        <source>TextGrid (*.TextGrid);;MFA JSON (*.json);;MFA CSV (*.csv);;Audacity labels (*.txt)</source>
        <translation>TextGrid (*.TextGrid);;MFA JSON (*.json);;MFA CSV (*.csv);;Метки Audacity (*.txt)</translation>
    </message>
    <message>
        <source>Save pictures</source>
        <translation>Сохранить изображения</translation>
    </message>
    <message>
        <source>PNG picture (*.png);;SVG picture (*.svg);;CSV table (*.csv)</source>
        <translation>Изображение PNG (*.png);;Изображение SVG (*.svg);;Таблица CSV (*.csv)</translation>
    </message>
    <message>
        <source>The pictures were not saved: %1</source>
        <translation>Изображения не сохранены: %1</translation>
    </message>
    <message>
        <source>Sentences, one a line</source>
        <translation>Предложения, по одному в строке</translation>
    </message>
    <message>
        <source>Texts (*.txt *.csv);;All files (*)</source>
        <translation>Тексты (*.txt *.csv);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Speaking a list of sentences</source>
        <translation>Озвучивание списка предложений</translation>
    </message>
    <message numerus="yes">
        <source>%n sentence(s) spoken</source>
        <translation>
            <numerusform>произнесено %n предложение</numerusform>
            <numerusform>произнесено %n предложения</numerusform>
            <numerusform>произнесено %n предложений</numerusform>
        </translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>Звук</translation>
    </message>
    <message>
        <source>hear what the hidden states say</source>
        <translation>услышать, что говорят скрытые состояния</translation>
    </message>
    <message>
        <source>Nothing has been spoken yet</source>
        <translation>Ещё ничего не произнесено</translation>
    </message>
    <message>
        <source>Write a sentence above and press Speak, or open recordings below.</source>
        <translation>Напишите предложение выше и нажмите «Произнести» или откройте записи ниже.</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Записи</translation>
    </message>
    <message>
        <source>Value at the cursor</source>
        <translation>Значение у курсора</translation>
    </message>
    <message>
        <source>What the page does</source>
        <translation>Что делает страница</translation>
    </message>
    <message>
        <source>The morning was bright and cold.</source>
        <translation>The morning was bright and cold.</translation>
    </message>
    <message>
        <source>Text to speak</source>
        <translation>Текст для произнесения</translation>
    </message>
    <message>
        <source>Who speaks</source>
        <translation>Кто говорит</translation>
    </message>
    <message>
        <source>Speak</source>
        <translation>Произнести</translation>
    </message>
    <message>
        <source>Speak the text (Ctrl+Return)</source>
        <translation>Произнести текст (Ctrl+Return)</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
    <message>
        <source>Open a projector…</source>
        <translation>Открыть проектор…</translation>
    </message>
    <message>
        <source>A checkpoint of a trained projector</source>
        <translation>Контрольная точка обученного проектора</translation>
    </message>
    <message>
        <source>Speak with the built-in voice only</source>
        <translation>Говорить только встроенным голосом</translation>
    </message>
    <message>
        <source>Speak with the recording&apos;s times</source>
        <translation>Произнести с длительностями записи</translation>
    </message>
    <message>
        <source>The projector says the text of the recording shown with the recording&apos;s own lengths</source>
        <translation>Проектор произносит текст показанной записи с её собственными длительностями</translation>
    </message>
    <message>
        <source>Makes recordings and features where there are none yet, then trains</source>
        <translation>Создаёт записи и признаки, если их ещё нет, затем обучает</translation>
    </message>
    <message>
        <source>Choose a vocoder…</source>
        <translation>Выбрать вокодер…</translation>
    </message>
    <message>
        <source>A HiFi-GAN generator or a TorchScript decoder</source>
        <translation>Генератор HiFi-GAN или декодер TorchScript</translation>
    </message>
    <message>
        <source>Vocoder: Griffin-Lim</source>
        <translation>Вокодер: Гриффин — Лим</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>Проектор</translation>
    </message>
    <message>
        <source>Which projector and vocoder speak</source>
        <translation>Какие проектор и вокодер говорят</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Экспорт</translation>
    </message>
    <message>
        <source>Save the sound of A…</source>
        <translation>Сохранить звук A…</translation>
    </message>
    <message>
        <source>Save the alignment of A…</source>
        <translation>Сохранить выравнивание A…</translation>
    </message>
    <message>
        <source>Save all pictures…</source>
        <translation>Сохранить все изображения…</translation>
    </message>
    <message>
        <source>Speak a list of sentences…</source>
        <translation>Озвучить список предложений…</translation>
    </message>
    <message>
        <source>Sounds, alignments and a report with players</source>
        <translation>Звуки, выравнивания и отчёт с проигрывателями</translation>
    </message>
    <message>
        <source>%1 · step %2 · %3</source>
        <translation>%1 · шаг %2 · %3</translation>
    </message>
</context>
<context>
    <name>prism::app::AudioPlayer</name>
    <message>
        <source>This cannot be played: %1 Choose another output device, or save it as a file.</source>
        <translation>Это нельзя воспроизвести: %1 Выберите другое устройство вывода или сохраните в файл.</translation>
    </message>
</context>
<context>
    <name>prism::app::AudioSession</name>
    <message>
        <source>Waiting for other work to finish…</source>
        <translation>Ожидание завершения другой работы…</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>Открытие %1</translation>
    </message>
    <message>
        <source>Speaking with the built-in voice</source>
        <translation>Говорит встроенный голос</translation>
    </message>
    <message>
        <source>Write a sentence first: there is nothing to speak.</source>
        <translation>Сначала напишите предложение: произносить нечего.</translation>
    </message>
    <message>
        <source>Speaking</source>
        <translation>Произнесение</translation>
    </message>
    <message>
        <source>Speaking a preview</source>
        <translation>Озвучивание пробы</translation>
    </message>
    <message>
        <source>Speaking with the recording&apos;s times</source>
        <translation>Произнесение с длительностями записи</translation>
    </message>
    <message>
        <source>Move a boundary</source>
        <translation>Сдвинуть границу</translation>
    </message>
    <message>
        <source>Move the end of “%1”</source>
        <translation>Сдвинуть конец «%1»</translation>
    </message>
    <message>
        <source>Speaking with the new times</source>
        <translation>Произнесение с новыми длительностями</translation>
    </message>
</context>
<context>
    <name>prism::app::AudioTrainingPanel</name>
    <message>
        <source>Choose a model folder</source>
        <translation>Выбрать папку модели</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>Языковая модель</translation>
    </message>
    <message>
        <source>last</source>
        <translation>последний</translation>
    </message>
    <message>
        <source>never</source>
        <translation>никогда</translation>
    </message>
    <message>
        <source>The morning was bright and cold.</source>
        <translation>The morning was bright and cold.</translation>
    </message>
    <message>
        <source>&amp;Go on from the last checkpoint</source>
        <translation>&amp;Продолжить с последней контрольной точки</translation>
    </message>
    <message>
        <source>Weights, schedule and data order as if it had never stopped</source>
        <translation>Веса, расписание и порядок данных, будто остановки не было</translation>
    </message>
    <message>
        <source>&amp;Language model</source>
        <translation>&amp;Языковая модель</translation>
    </message>
    <message>
        <source>Its hidden states are what speaks; it stays as it is</source>
        <translation>Говорят её скрытые состояния; сама она не меняется</translation>
    </message>
    <message>
        <source>La&amp;yer</source>
        <translation>&amp;Слой</translation>
    </message>
    <message>
        <source>Hidden layer whose states are used</source>
        <translation>Скрытый слой, состояния которого используются</translation>
    </message>
    <message>
        <source>&amp;Steps</source>
        <translation>&amp;Шаги</translation>
    </message>
    <message>
        <source>Steps of the optimiser</source>
        <translation>Шаги оптимизатора</translation>
    </message>
    <message>
        <source>&amp;Batch</source>
        <translation>&amp;Пакет</translation>
    </message>
    <message>
        <source>Utterances a step</source>
        <translation>Высказываний за шаг</translation>
    </message>
    <message>
        <source>Learning &amp;rate</source>
        <translation>Скорость о&amp;бучения</translation>
    </message>
    <message>
        <source>At its highest, after the warm-up</source>
        <translation>Наибольшая, после разогрева</translation>
    </message>
    <message>
        <source>Pre&amp;view every</source>
        <translation>П&amp;роба каждые</translation>
    </message>
    <message>
        <source>Steps between previews, which are spoken while it goes on training</source>
        <translation>Шагов между пробами, которые звучат, пока обучение продолжается</translation>
    </message>
    <message>
        <source>Preview te&amp;xt</source>
        <translation>&amp;Текст пробы</translation>
    </message>
    <message>
        <source>The sentence of the previews</source>
        <translation>Предложение для проб</translation>
    </message>
    <message>
        <source>Losses show here while the projector is trained.</source>
        <translation>Здесь показаны потери во время обучения проектора.</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>Потери</translation>
    </message>
</context>
<context>
    <name>prism::app::AudioTransport</name>
    <message>
        <source> (times edited)</source>
        <translation> (времена изменены)</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>Hear and see A (Ctrl+B changes over at the same place)</source>
        <translation>Слышать и видеть A (Ctrl+B переключает в том же месте)</translation>
    </message>
    <message>
        <source>What A is</source>
        <translation>Что такое A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Hear and see B (Ctrl+B changes over at the same place)</source>
        <translation>Слышать и видеть B (Ctrl+B переключает в том же месте)</translation>
    </message>
    <message>
        <source>What B is: a reference or another take</source>
        <translation>Что такое B: эталон или другой дубль</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>В начало</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Воспроизвести</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>Остановить воспроизведение</translation>
    </message>
    <message>
        <source>Repeat the selection</source>
        <translation>Повторять выделение</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <translation>Ctrl+L</translation>
    </message>
    <message>
        <source>Change between A and B</source>
        <translation>Переключить между A и B</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Look for sound devices again</source>
        <translation>Снова искать звуковые устройства</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Скорость</translation>
    </message>
    <message>
        <source>Speed; the pitch moves with it</source>
        <translation>Скорость; высота меняется вместе с ней</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Громкость</translation>
    </message>
    <message>
        <source>Output device</source>
        <translation>Устройство вывода</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>ничего</translation>
    </message>
    <message>
        <source>default device</source>
        <translation>устройство по умолчанию</translation>
    </message>
    <message>
        <source>%1, %2 Hz</source>
        <translation>%1, %2 Гц</translation>
    </message>
    <message>
        <source>%1 Everything else works; sounds can be saved as files.</source>
        <translation>%1 Всё остальное работает; звуки можно сохранить в файлы.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>%1 (Ctrl+P; Space in the pictures)</source>
        <translation>%1 (Ctrl+P; пробел в изображениях)</translation>
    </message>
    <message>
        <source>Speak something first</source>
        <translation>Сначала произнесите что-нибудь</translation>
    </message>
</context>
<context>
    <name>prism::app::AudioViews</name>
    <message>
        <source>Upsampling: how much of each unit goes into each frame</source>
        <translation>Повышение частоты: сколько каждой единицы входит в каждый кадр</translation>
    </message>
    <message>
        <source>%1 sound</source>
        <translation>%1 звук</translation>
    </message>
    <message>
        <source>%1 mel</source>
        <translation>%1 мел</translation>
    </message>
    <message>
        <source>F0</source>
        <translation>F0</translation>
    </message>
    <message>
        <source>A words</source>
        <translation>A слова</translation>
    </message>
    <message>
        <source>A phones</source>
        <translation>A фонемы</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>предсказано</translation>
    </message>
    <message>
        <source>B phones</source>
        <translation>B фонемы</translation>
    </message>
    <message>
        <source>units</source>
        <translation>единицы</translation>
    </message>
    <message>
        <source>A edited</source>
        <translation>A изменено</translation>
    </message>
</context>
<context>
    <name>prism::app::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>Палитра команд</translation>
    </message>
    <message>
        <source>Type a few letters of what you want to do</source>
        <translation>Наберите несколько букв того, что хотите сделать</translation>
    </message>
    <message>
        <source>Search for a command</source>
        <translation>Искать команду</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>Найденные команды</translation>
    </message>
</context>
<context>
    <name>prism::app::ContinuationPanel</name>
    <message>
        <source>Copy this continuation</source>
        <translation>Копировать это продолжение</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>Копировать: %1</translation>
    </message>
</context>
<context>
    <name>prism::app::DataDialog</name>
    <message>
        <source>Kind of data</source>
        <translation>Вид данных</translation>
    </message>
    <message>
        <source>Weights of two models</source>
        <translation>Веса двух моделей</translation>
    </message>
    <message>
        <source>Two matrices, row by row</source>
        <translation>Две матрицы, строка к строке</translation>
    </message>
    <message>
        <source>A file of pairs</source>
        <translation>Файл пар</translation>
    </message>
    <message>
        <source>Text through two models</source>
        <translation>Текст через две модели</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Данные</translation>
    </message>
    <message>
        <source>Upper model</source>
        <translation>Верхняя модель</translation>
    </message>
    <message>
        <source>Lower model</source>
        <translation>Нижняя модель</translation>
    </message>
    <message>
        <source>Inputs x</source>
        <translation>Входы x</translation>
    </message>
    <message>
        <source>Outputs z</source>
        <translation>Выходы z</translation>
    </message>
    <message>
        <source>File with tensors x and z</source>
        <translation>Файл с тензорами x и z</translation>
    </message>
    <message>
        <source>Text file</source>
        <translation>Текстовый файл</translation>
    </message>
    <message>
        <source>default</source>
        <translation>по умолчанию</translation>
    </message>
    <message>
        <source>Exit layer of the upper model</source>
        <translation>Выходной слой верхней модели</translation>
    </message>
    <message>
        <source>Entry layer of the lower model</source>
        <translation>Входной слой нижней модели</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Обзор…</translation>
    </message>
    <message>
        <source>Browse: %1</source>
        <translation>Обзор: %1</translation>
    </message>
    <message>
        <source>Matrices (*.npy *.safetensors *.gguf *.pt *.bin)</source>
        <translation>Матрицы (*.npy *.safetensors *.gguf *.pt *.bin)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Все файлы (*)</translation>
    </message>
    <message>
        <source>Pairs (*.safetensors)</source>
        <translation>Пары (*.safetensors)</translation>
    </message>
    <message>
        <source>%1 is not there.</source>
        <translation>%1 отсутствует.</translation>
    </message>
    <message>
        <source>the embedding of the lower model&apos;s next token</source>
        <translation>эмбеддинг следующего токена нижней модели</translation>
    </message>
    <message>
        <source>the lower model&apos;s own hidden state</source>
        <translation>собственное скрытое состояние нижней модели</translation>
    </message>
    <message>
        <source>Map to</source>
        <translation>Отображать в</translation>
    </message>
    <message>
        <source>all</source>
        <translation>все</translation>
    </message>
    <message>
        <source>Most positions used</source>
        <translation>Наибольшее число позиций</translation>
    </message>
</context>
<context>
    <name>prism::app::FiringTableModel</name>
    <message>
        <source>Pipe %1, expert %2</source>
        <translation>Труба %1, эксперт %2</translation>
    </message>
    <message>
        <source>Pipe %1, row %2</source>
        <translation>Труба %1, строка %2</translation>
    </message>
    <message>
        <source>%1 of %2 workers</source>
        <translation>%1 из %2 блоков</translation>
    </message>
    <message>
        <source>%1: %2 %</source>
        <comment>expert: percent</comment>
        <translation>%1: %2 %</translation>
    </message>
    <message>
        <source>Experts chosen in this pipe and their share of the outputs, strongest first</source>
        <translation>Эксперты, выбранные в этой трубе, и их доля в выходах, сильнейшие первыми</translation>
    </message>
    <message>
        <source>Workers chosen in this pipe</source>
        <translation>Блоки, выбранные в этой трубе</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Вход</translation>
    </message>
    <message>
        <source>Upper token</source>
        <translation>Верхний токен</translation>
    </message>
    <message>
        <source>Lower token</source>
        <translation>Нижний токен</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Активны</translation>
    </message>
    <message>
        <source>Pipe %1</source>
        <translation>Труба %1</translation>
    </message>
</context>
<context>
    <name>prism::app::FlipPanel</name>
    <message>
        <source>View of the flip rates</source>
        <translation>Вид частоты переключений</translation>
    </message>
    <message>
        <source>Flip rate of each matrix over time</source>
        <translation>Частота переключений каждой матрицы во времени</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>Матрица</translation>
    </message>
    <message>
        <source>Mean flip rate</source>
        <translation>Средняя частота</translation>
    </message>
    <message>
        <source>Last step</source>
        <translation>Последний шаг</translation>
    </message>
    <message>
        <source>Flip rate of each matrix</source>
        <translation>Частота переключений каждой матрицы</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Карта</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Таблица</translation>
    </message>
    <message>
        <source>%1, step %2: %3 of its weights moved</source>
        <translation>%1, шаг %2: переключилось %3 весов</translation>
    </message>
    <message>
        <source>fp32 weights do not flip.</source>
        <translation>Веса fp32 не переключаются.</translation>
    </message>
    <message>
        <source>Rows: matrices from the first layer on; columns: steps</source>
        <translation>Строки: матрицы от первого слоя; столбцы: шаги</translation>
    </message>
    <message>
        <source>flip rate</source>
        <translation>частота переключений</translation>
    </message>
    <message>
        <source>matrix</source>
        <translation>матрица</translation>
    </message>
    <message>
        <source>step</source>
        <translation>шаг</translation>
    </message>
    <message>
        <source>recorded step</source>
        <translation>записанный шаг</translation>
    </message>
</context>
<context>
    <name>prism::app::FoundModels</name>
    <message>
        <source>Models found on this machine</source>
        <translation>Модели, найденные на этой машине</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Where, or why it cannot be opened</source>
        <translation>Где, или почему нельзя открыть</translation>
    </message>
    <message>
        <source>Open as upper</source>
        <translation>Открыть как верхнюю</translation>
    </message>
    <message>
        <source>Open as lower</source>
        <translation>Открыть как нижнюю</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Добавить папку…</translation>
    </message>
    <message>
        <source>Scan again</source>
        <translation>Искать снова</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Поиск моделей…</translation>
    </message>
    <message>
        <source>Look for models</source>
        <translation>Искать модели</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
    <message>
        <source>No model was found in the Hugging Face cache. Add a folder that holds models.</source>
        <translation>В кэше Hugging Face моделей не найдено. Добавьте папку с моделями.</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) in the Hugging Face cache and your folders</source>
        <translation>
            <numerusform>%n модель в кэше Hugging Face и ваших папках</numerusform>
            <numerusform>%n модели в кэше Hugging Face и ваших папках</numerusform>
            <numerusform>%n моделей в кэше Hugging Face и ваших папках</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a folder that holds models</source>
        <translation>Добавить папку с моделями</translation>
    </message>
</context>
<context>
    <name>prism::app::GenerationPanel</name>
    <message>
        <source>greedy</source>
        <translation>жадно</translation>
    </message>
    <message>
        <source>all</source>
        <translation>все</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>&amp;Tokens</source>
        <translation>&amp;Токены</translation>
    </message>
    <message>
        <source>Most tokens each model writes</source>
        <translation>Сколько токенов не более пишет каждая модель</translation>
    </message>
    <message>
        <source>Tem&amp;perature</source>
        <translation>&amp;Температура</translation>
    </message>
    <message>
        <source>0 always takes the likeliest token; higher values vary more</source>
        <translation>0 всегда берёт самый вероятный токен; большие значения разнообразнее</translation>
    </message>
    <message>
        <source>Top-&amp;k</source>
        <translation>Top-&amp;k</translation>
    </message>
    <message>
        <source>Choose among the k likeliest tokens; 0 among all</source>
        <translation>Выбор из k самых вероятных токенов; 0 — из всех</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Choose among the likeliest tokens that together have this probability</source>
        <translation>Выбор из самых вероятных токенов, вместе имеющих эту вероятность</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>&amp;Зерно</translation>
    </message>
    <message>
        <source>The same seed gives the same text</source>
        <translation>То же зерно даёт тот же текст</translation>
    </message>
    <message>
        <source>Stop te&amp;xts</source>
        <translation>С&amp;топ-тексты</translation>
    </message>
    <message>
        <source>Texts that end the writing, separated by |; \n is a line break</source>
        <translation>Тексты, на которых письмо заканчивается, через |; \n — перевод строки</translation>
    </message>
    <message>
        <source>as the adapter was fitted</source>
        <translation>как адаптер был обучен</translation>
    </message>
    <message>
        <source>for the prompt</source>
        <translation>для подсказки</translation>
    </message>
    <message>
        <source>for the prompt and the upper model&apos;s words</source>
        <translation>для подсказки и слов верхней модели</translation>
    </message>
    <message>
        <source>for every word</source>
        <translation>для каждого слова</translation>
    </message>
    <message>
        <source>&amp;Adapter</source>
        <translation>&amp;Адаптер</translation>
    </message>
    <message>
        <source>How long the adapter stays between the models: afterwards the lower model goes on by itself</source>
        <translation>Как долго адаптер остаётся между моделями: дальше нижняя модель продолжает сама</translation>
    </message>
</context>
<context>
    <name>prism::app::GridEditor</name>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>Values of the own table</source>
        <translation>Значения собственной таблицы</translation>
    </message>
    <message>
        <source>Double-click or F2 to edit; 1/3 is understood</source>
        <translation>Двойной щелчок или F2 — правка; 1/3 понимается</translation>
    </message>
    <message>
        <source>S&amp;ymmetric</source>
        <translation>С&amp;имметрично</translation>
    </message>
    <message>
        <source>A value always comes and goes with its negative</source>
        <translation>Значение появляется и исчезает вместе с противоположным</translation>
    </message>
    <message>
        <source>Start from a known table</source>
        <translation>Начать с известной таблицы</translation>
    </message>
    <message>
        <source>Start from…</source>
        <translation>Начать с…</translation>
    </message>
    <message>
        <source>&amp;Add value</source>
        <translation>&amp;Добавить значение</translation>
    </message>
    <message>
        <source>&amp;Remove value</source>
        <translation>&amp;Удалить значение</translation>
    </message>
    <message>
        <source>own table on a Gaussian</source>
        <translation>собственная таблица на гауссиане</translation>
    </message>
    <message>
        <source>Values of the table on a Gaussian at their best scale</source>
        <translation>Значения таблицы на гауссиане при лучшем масштабе</translation>
    </message>
    <message>
        <source>This is no table: %1.</source>
        <translation>Это не таблица: %1.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no number; write 0.25 or 1/4.</source>
        <translation>«%1» — не число; пишите 0.25 или 1/4.</translation>
    </message>
    <message>
        <source>Choose the value to remove first.</source>
        <translation>Сначала выберите удаляемое значение.</translation>
    </message>
    <message>
        <source>Measuring a table</source>
        <translation>Измерение таблицы</translation>
    </message>
    <message>
        <source>%1 values, %2 bits · SQNR %3 dB on a Gaussian (prime13 16.5, uniform15 18.9, nf4 20.0)</source>
        <translation>%1 значений, %2 бит · SQNR %3 дБ на гауссиане (prime13 16.5, uniform15 18.9, nf4 20.0)</translation>
    </message>
    <message>
        <source>Gaussian</source>
        <translation>гауссиана</translation>
    </message>
    <message>
        <source>weight, deviations</source>
        <translation>вес, отклонения</translation>
    </message>
    <message>
        <source>density</source>
        <translation>плотность</translation>
    </message>
</context>
<context>
    <name>prism::app::InferencePage</name>
    <message>
        <source>There is no adapter yet</source>
        <translation>Адаптера пока нет</translation>
    </message>
    <message>
        <source>No models are open</source>
        <translation>Модели не открыты</translation>
    </message>
    <message>
        <source>Train the adapter, or open a .prism file, to hear the upper model speak through the lower one.</source>
        <translation>Обучите адаптер или откройте файл .prism, чтобы верхняя модель говорила через нижнюю.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Запустить</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Both models go on from the prompt (Ctrl+Return)</source>
        <translation>Обе модели продолжают запрос (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Stop at once; what was written is kept (Esc)</source>
        <translation>Остановить сразу; написанное остаётся (Esc)</translation>
    </message>
    <message>
        <source>Upper model</source>
        <translation>Верхняя модель</translation>
    </message>
    <message>
        <source>Lower model</source>
        <translation>Нижняя модель</translation>
    </message>
    <message>
        <source>%1 by itself</source>
        <translation>%1 сама по себе</translation>
    </message>
    <message>
        <source>How the upper model goes on from the prompt</source>
        <translation>Как верхняя модель продолжает запрос</translation>
    </message>
    <message>
        <source>%1 through %2</source>
        <translation>%1 через %2</translation>
    </message>
    <message>
        <source>the adapter</source>
        <translation>адаптер</translation>
    </message>
    <message>
        <source>How the lower model goes on when the adapter gives it the upper model&apos;s states</source>
        <translation>Как продолжает нижняя модель, получая от адаптера состояния верхней</translation>
    </message>
    <message>
        <source>How the lower model goes on from the same prompt with its own embeddings</source>
        <translation>Как нижняя модель продолжает тот же запрос со своими вложениями</translation>
    </message>
    <message>
        <source>The same through the second adapter</source>
        <translation>То же через второй адаптер</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 токенов/с</translation>
    </message>
    <message>
        <source>Workers that speak at each step are lit here.</source>
        <translation>Здесь горят блоки, говорящие на каждом шаге.</translation>
    </message>
    <message numerus="yes">
        <source>All %n worker(s) speak at every step: this adapter has no router. The Router page trains one.</source>
        <translation>
            <numerusform>%n блок говорит на каждом шаге: у адаптера нет маршрутизатора. Его обучает страница «Маршрутизатор».</numerusform>
            <numerusform>Все %n блока говорят на каждом шаге: у адаптера нет маршрутизатора. Его обучает страница «Маршрутизатор».</numerusform>
            <numerusform>Все %n блоков говорят на каждом шаге: у адаптера нет маршрутизатора. Его обучает страница «Маршрутизатор».</numerusform>
        </translation>
    </message>
    <message>
        <source>Step %1, “%2”: %3 of %4 workers lit; colours tell how often each speaks in this run</source>
        <translation>Шаг %1, «%2»: горят %3 из %4 блоков; цвет показывает, как часто каждый говорит в этом запуске</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n токен</numerusform>
            <numerusform>%n токена</numerusform>
            <numerusform>%n токенов</numerusform>
        </translation>
    </message>
    <message>
        <source>nearest token is the true one at %1 % of %2 steps</source>
        <translation>ближайший токен верен на %1 % из %2 шагов</translation>
    </message>
    <message>
        <source>%1 multiply-adds a step, %2 × dense</source>
        <translation>%1 умножений на шаг, %2 × плотного</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>остановлено</translation>
    </message>
    <message>
        <source>Inference</source>
        <translation>Вывод</translation>
    </message>
    <message>
        <source>text in at the upper model, through the adapter, out at the lower</source>
        <translation>текст входит сверху, проходит адаптер и выходит снизу</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Шаги</translation>
    </message>
    <message>
        <source>Stitched perplexity</source>
        <translation>Перплексия через адаптер</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>What the models do</source>
        <translation>Что делают модели</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
    <message>
        <source>Stop the models</source>
        <translation>Остановить модели</translation>
    </message>
    <message>
        <source>Train the adapter</source>
        <translation>Обучить адаптер</translation>
    </message>
    <message>
        <source>Open upper model</source>
        <translation>Открыть верхнюю модель</translation>
    </message>
    <message>
        <source>Open lower model</source>
        <translation>Открыть нижнюю модель</translation>
    </message>
    <message>
        <source>Open upper model…</source>
        <translation>Открыть верхнюю модель…</translation>
    </message>
    <message>
        <source>Open lower model…</source>
        <translation>Открыть нижнюю модель…</translation>
    </message>
    <message>
        <source>Second adapter</source>
        <translation>Второй адаптер</translation>
    </message>
    <message>
        <source>Another adapter that speaks beside the open one</source>
        <translation>Другой адаптер, говорящий рядом с открытым</translation>
    </message>
    <message>
        <source>Open a second adapter…</source>
        <translation>Открыть второй адаптер…</translation>
    </message>
    <message>
        <source>Open a second adapter</source>
        <translation>Открыть второй адаптер</translation>
    </message>
    <message>
        <source>Adapters (*.prism);;All files (*)</source>
        <translation>Адаптеры (*.prism);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Use the version kept for comparison</source>
        <translation>Взять версию, оставленную для сравнения</translation>
    </message>
    <message>
        <source>Only the open adapter</source>
        <translation>Только открытый адаптер</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Экспорт</translation>
    </message>
    <message>
        <source>Copy all texts</source>
        <translation>Копировать все тексты</translation>
    </message>
    <message>
        <source>Save all texts…</source>
        <translation>Сохранить все тексты…</translation>
    </message>
    <message>
        <source>Save texts</source>
        <translation>Сохранить тексты</translation>
    </message>
    <message>
        <source>Texts (*.txt)</source>
        <translation>Тексты (*.txt)</translation>
    </message>
    <message>
        <source>Save the steps as CSV…</source>
        <translation>Сохранить шаги как CSV…</translation>
    </message>
    <message>
        <source>Save steps</source>
        <translation>Сохранить шаги</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>Таблица CSV (*.csv)</translation>
    </message>
    <message>
        <source>The morning was bright and cold, and the road</source>
        <translation>The morning was bright and cold, and the road</translation>
    </message>
    <message>
        <source>Active workers</source>
        <translation>Активные блоки</translation>
    </message>
    <message>
        <source>Prompts that were run</source>
        <translation>Запущенные запросы</translation>
    </message>
    <message>
        <source>Use its prompt</source>
        <translation>Взять его запрос</translation>
    </message>
    <message>
        <source>Put the chosen run&apos;s prompt and settings back above</source>
        <translation>Вернуть запрос и настройки выбранного запуска наверх</translation>
    </message>
    <message>
        <source>Copy it</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Copy the prompt and all texts of the chosen run</source>
        <translation>Копировать запрос и все тексты выбранного запуска</translation>
    </message>
    <message>
        <source>Clear history</source>
        <translation>Очистить историю</translation>
    </message>
</context>
<context>
    <name>prism::app::InferenceSession</name>
    <message>
        <source>Opening %1</source>
        <translation>Открытие %1</translation>
    </message>
    <message>
        <source>text sampled from %1</source>
        <translation>текст, взятый из %1</translation>
    </message>
    <message>
        <source>Measuring stitched perplexity</source>
        <translation>Измерение перплексии через адаптер</translation>
    </message>
    <message>
        <source>The models are at work already.</source>
        <translation>Модели уже работают.</translation>
    </message>
    <message>
        <source>Sampling text from the upper model</source>
        <translation>Текст из верхней модели</translation>
    </message>
    <message>
        <source>Open an upper and a lower model first.</source>
        <translation>Сначала откройте верхнюю и нижнюю модели.</translation>
    </message>
    <message>
        <source>The adapter is not ready yet.</source>
        <translation>Адаптер ещё не готов.</translation>
    </message>
    <message>
        <source>Train or open an adapter first.</source>
        <translation>Сначала обучите или откройте адаптер.</translation>
    </message>
    <message>
        <source>the adapter</source>
        <translation>адаптер</translation>
    </message>
    <message>
        <source>Loading the models</source>
        <translation>Загрузка моделей</translation>
    </message>
    <message>
        <source>Write a prompt first: the models need some text to go on from.</source>
        <translation>Сначала напишите запрос: моделям нужен текст для продолжения.</translation>
    </message>
    <message>
        <source>The prompt has %1 MB, and at most 1 MB can be run. Shorten it; it stays as it is.</source>
        <translation>В запросе %1 МБ, а выполнить можно не более 1 МБ. Сократите его; он остаётся как есть.</translation>
    </message>
    <message>
        <source>Running the prompt</source>
        <translation>Выполнение запроса</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Остановка…</translation>
    </message>
    <message>
        <source>Measuring perplexity</source>
        <translation>Измерение перплексии</translation>
    </message>
    <message>
        <source>The upper model is writing a text</source>
        <translation>Верхняя модель пишет текст</translation>
    </message>
    <message>
        <source>Waiting for other work to finish…</source>
        <translation>Ожидание конца другой работы…</translation>
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
        <translation>Задание</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Ход</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>осталось %1</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>останавливается</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>ожидает</translation>
    </message>
    <message>
        <source>running</source>
        <translation>выполняется</translation>
    </message>
    <message>
        <source>done</source>
        <translation>готово</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>остановлено</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>ошибка: %1</translation>
    </message>
    <message>
        <source>%1 of %2 %3</source>
        <translation>%1 из %2 %3</translation>
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
        <translation>Задания</translation>
    </message>
    <message>
        <source>Cancel job</source>
        <translation>Отменить задание</translation>
    </message>
    <message>
        <source>Stop the selected job; what it has finished is kept</source>
        <translation>Остановить выбранное задание; сделанное остаётся</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>Убрать готовые</translation>
    </message>
    <message>
        <source>Remove finished jobs from this list</source>
        <translation>Убрать из списка завершённые задания</translation>
    </message>
</context>
<context>
    <name>prism::app::LogModel</name>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Уровень</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Сообщение</translation>
    </message>
    <message>
        <source>info</source>
        <translation>сведения</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>предупреждение</translation>
    </message>
    <message>
        <source>error</source>
        <translation>ошибка</translation>
    </message>
</context>
<context>
    <name>prism::app::LogPanel</name>
    <message>
        <source>Log lines</source>
        <translation>Строки журнала</translation>
    </message>
    <message>
        <source>Lowest level shown</source>
        <translation>Самый низкий показанный уровень</translation>
    </message>
    <message>
        <source>All levels</source>
        <translation>Все уровни</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Предупреждения и ошибки</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>Только ошибки</translation>
    </message>
    <message>
        <source>Filter the log</source>
        <translation>Фильтр журнала</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Фильтр</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Copy the selected lines, or all that are shown</source>
        <translation>Копировать выбранные строки или все показанные</translation>
    </message>
</context>
<context>
    <name>prism::app::LowBitControls</name>
    <message>
        <source>vote: consensus</source>
        <translation>vote: согласие</translation>
    </message>
    <message>
        <source>sr: rounding</source>
        <translation>sr: округление</translation>
    </message>
    <message>
        <source>qat: masters</source>
        <translation>qat: мастер-копии</translation>
    </message>
    <message>
        <source>fp32: reference</source>
        <translation>fp32: эталон</translation>
    </message>
    <message>
        <source>written by the upper model</source>
        <translation>написан верхней моделью</translation>
    </message>
    <message>
        <source>a text file…</source>
        <translation>текстовый файл…</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>&amp;Текст</translation>
    </message>
    <message>
        <source>What the language model is trained on; its end validates</source>
        <translation>На чём обучается языковая модель; конец — для проверки</translation>
    </message>
    <message>
        <source>Model si&amp;ze</source>
        <translation>Размер м&amp;одели</translation>
    </message>
    <message>
        <source>A decoder-only language model of the Llama form</source>
        <translation>Языковая модель-декодер вида Llama</translation>
    </message>
    <message>
        <source>&amp;Vocabulary</source>
        <translation>&amp;Словарь</translation>
    </message>
    <message>
        <source>Tokens of a byte-level BPE that is trained on the text first</source>
        <translation>Токены байтового BPE, который сначала обучается на тексте</translation>
    </message>
    <message>
        <source>own table</source>
        <translation>собственная таблица</translation>
    </message>
    <message>
        <source>the rule&apos;s own</source>
        <translation>по правилу</translation>
    </message>
    <message>
        <source>Scales learn too</source>
        <translation>Масштабы тоже учатся</translation>
    </message>
    <message>
        <source>Scales of the output channels follow their own gradients; costs f32 moments a channel</source>
        <translation>Масштабы выходных каналов следуют своим градиентам; требует моменты f32 на канал</translation>
    </message>
    <message>
        <source>&amp;Grid</source>
        <translation>Се&amp;тка</translation>
    </message>
    <message>
        <source>Values a weight may have, times its channel&apos;s scale (how many in brackets); the table editor makes others</source>
        <translation>Значения, которые может принимать вес, умноженные на масштаб канала (в скобках — сколько); другие создаёт редактор таблицы</translation>
    </message>
    <message>
        <source>&amp;Update</source>
        <translation>&amp;Обновление</translation>
    </message>
    <message>
        <source>How weights change at a step: votes of the micro-batches that agree; a gradient step rounded at random; AdamW on f32 masters with the table in the forward pass; AdamW without any table</source>
        <translation>Как меняются веса за шаг: согласные голоса микропакетов; градиентный шаг со случайным округлением; AdamW на мастер-копиях f32 с таблицей в прямом проходе; AdamW без таблицы</translation>
    </message>
    <message>
        <source>Learning &amp;rate</source>
        <translation>Скорость о&amp;бучения</translation>
    </message>
    <message>
        <source>Of the matrices: expected movement of a weight in a step for votes and rounding, AdamW&apos;s rate otherwise</source>
        <translation>Для матриц: ожидаемое смещение веса за шаг при голосах и округлении, иначе скорость AdamW</translation>
    </message>
    <message>
        <source>at the end</source>
        <translation>в конце</translation>
    </message>
    <message>
        <source>only when stopped</source>
        <translation>только при остановке</translation>
    </message>
    <message>
        <source>&amp;Steps</source>
        <translation>&amp;Шаги</translation>
    </message>
    <message>
        <source>Optimiser steps</source>
        <translation>Шаги оптимизатора</translation>
    </message>
    <message>
        <source>&amp;Batch</source>
        <translation>&amp;Пакет</translation>
    </message>
    <message>
        <source>Sequences a micro-batch</source>
        <translation>Последовательностей в микропакете</translation>
    </message>
    <message>
        <source>&amp;Micro-batches</source>
        <translation>&amp;Микропакеты</translation>
    </message>
    <message>
        <source>A step; each lets every weight vote once</source>
        <translation>За шаг; в каждом любой вес голосует один раз</translation>
    </message>
    <message>
        <source>&amp;Context</source>
        <translation>&amp;Контекст</translation>
    </message>
    <message>
        <source>Tokens a sequence</source>
        <translation>Токенов в последовательности</translation>
    </message>
    <message>
        <source>Validate &amp;every</source>
        <translation>Проверять ка&amp;ждые</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Шаги</translation>
    </message>
    <message>
        <source>Chec&amp;kpoint every</source>
        <translation>Контрольная то&amp;чка каждые</translation>
    </message>
    <message>
        <source>Steps; the last three are kept, a stop writes one too</source>
        <translation>Шагов; последние три хранятся, остановка тоже пишет</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>&amp;Зерно</translation>
    </message>
    <message>
        <source>The same seed gives the same bytes</source>
        <translation>Одно зерно даёт одни и те же байты</translation>
    </message>
    <message>
        <source>off</source>
        <translation>выкл.</translation>
    </message>
    <message>
        <source>Votes</source>
        <translation>Голоса</translation>
    </message>
    <message>
        <source>z filter</source>
        <translation>z-фильтр</translation>
    </message>
    <message>
        <source>A weight votes where its gradient exceeds mean + z·deviation of its matrix</source>
        <translation>Вес голосует, если его градиент превышает среднее + z·отклонение своей матрицы</translation>
    </message>
    <message>
        <source>Consensus</source>
        <translation>Согласие</translation>
    </message>
    <message>
        <source>c of |votes| ≥ c·√(n·q): n micro-batches, q the share of weights that voted</source>
        <translation>c в |голоса| ≥ c·√(n·q): n микропакетов, q — доля проголосовавших весов</translation>
    </message>
    <message>
        <source>Fixed fraction</source>
        <translation>Доля</translation>
    </message>
    <message>
        <source>Instead: |votes| ≥ this share of the micro-batches</source>
        <translation>Вместо этого: |голоса| ≥ этой доли микропакетов</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Инерция</translation>
    </message>
    <message>
        <source>Share of the votes that stays for the next step</source>
        <translation>Доля голосов, остающаяся на следующий шаг</translation>
    </message>
    <message>
        <source>Cooldown</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Steps that a moved weight rests; costs one byte a weight</source>
        <translation>Шаги покоя сдвинутого веса; стоит байт на вес</translation>
    </message>
    <message>
        <source>Trained one after the other on the same data, order, steps and seed</source>
        <translation>Обучаются по очереди на тех же данных, в том же порядке, с теми же шагами и зерном</translation>
    </message>
    <message>
        <source>Compare: each grid with each update</source>
        <translation>Сравнение: каждая сетка с каждым правилом</translation>
    </message>
    <message>
        <source>Choose a text</source>
        <translation>Выберите текст</translation>
    </message>
    <message>
        <source>Text (*.txt *.md);;All files (*)</source>
        <translation>Текст (*.txt *.md);;Все файлы (*)</translation>
    </message>
    <message>
        <source>%1 layers of %2: %3 low-bit weights, %4 others in f32</source>
        <translation>Слоёв: %1 по %2; весов на сетке: %3, прочих в f32: %4</translation>
    </message>
</context>
<context>
    <name>prism::app::LowBitPage</name>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Обучить</translation>
    </message>
    <message>
        <source>Stop all of it; what is running keeps a checkpoint and its weights</source>
        <translation>Остановить всё; идущее обучение сохранит контрольную точку и веса</translation>
    </message>
    <message>
        <source>Train one model as the options say</source>
        <translation>Обучить одну модель по параметрам</translation>
    </message>
    <message numerus="yes">
        <source>Compare grids and updates (%n run(s))</source>
        <translation>
            <numerusform>Сравнить сетки и обновления (%n запуск)</numerusform>
            <numerusform>Сравнить сетки и обновления (%n запуска)</numerusform>
            <numerusform>Сравнить сетки и обновления (%n запусков)</numerusform>
        </translation>
    </message>
    <message>
        <source>step</source>
        <translation>шаг</translation>
    </message>
    <message>
        <source>training loss, nats a token</source>
        <translation>потери обучения, нат на токен</translation>
    </message>
    <message>
        <source>validation loss, nats a token</source>
        <translation>потери проверки, нат на токен</translation>
    </message>
    <message>
        <source>fp32 + 5 %</source>
        <translation>fp32 + 5 %</translation>
    </message>
    <message>
        <source>The upper model is writing the text to train on…</source>
        <translation>Верхняя модель пишет текст для обучения…</translation>
    </message>
    <message>
        <source>%1 waits for its turn, or reads its text.</source>
        <translation>%1 ждёт очереди или читает текст.</translation>
    </message>
    <message>
        <source>%1: step %2 of %3, loss %4, %5 tokens a second</source>
        <translation>%1: шаг %2 из %3, потери %4, %5 токенов в секунду</translation>
    </message>
    <message>
        <source>%1: validation loss %2, fp32 %3 (%4%5 %); %6 bytes a low-bit weight</source>
        <translation>%1: потери проверки %2, fp32 %3 (%4%5 %); %6 байт на вес сетки</translation>
    </message>
    <message>
        <source>Export packed weights</source>
        <translation>Экспорт упакованных весов</translation>
    </message>
    <message>
        <source>Packed weights (*.safetensors)</source>
        <translation>Упакованные веса (*.safetensors)</translation>
    </message>
    <message>
        <source>Export the table of runs</source>
        <translation>Экспорт таблицы запусков</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Таблица (*.csv)</translation>
    </message>
    <message>
        <source>Low-bit lab</source>
        <translation>Малобитная лаборатория</translation>
    </message>
    <message>
        <source>training on a small table of values without float copies, held against fp32</source>
        <translation>обучение на малой таблице значений без копий с плавающей точкой, в сравнении с fp32</translation>
    </message>
    <message>
        <source>Compare grids and updates</source>
        <translation>Сравнить сетки и обновления</translation>
    </message>
    <message>
        <source>Train every chosen grid with every chosen update on the same data, order, steps and seed</source>
        <translation>Обучить каждую выбранную сетку с каждым выбранным правилом на тех же данных, в том же порядке, с теми же шагами и зерном</translation>
    </message>
    <message>
        <source>Resume the chosen run</source>
        <translation>Продолжить выбранный запуск</translation>
    </message>
    <message>
        <source>Go on from its last checkpoint</source>
        <translation>Продолжить с последней контрольной точки</translation>
    </message>
    <message>
        <source>Stop the chosen run</source>
        <translation>Остановить выбранный запуск</translation>
    </message>
    <message>
        <source>It keeps a checkpoint; others go on</source>
        <translation>Он сохранит контрольную точку; остальные продолжатся</translation>
    </message>
    <message>
        <source>Remove the chosen run</source>
        <translation>Удалить выбранный запуск</translation>
    </message>
    <message>
        <source>Edit, Undo brings it back</source>
        <translation>«Правка, Отменить» вернёт его</translation>
    </message>
    <message>
        <source>Export the table of runs…</source>
        <translation>Экспорт таблицы запусков…</translation>
    </message>
    <message>
        <source>All runs with their figures as CSV</source>
        <translation>Все запуски с их показателями в CSV</translation>
    </message>
    <message>
        <source>Export packed</source>
        <translation>Экспорт упакованного</translation>
    </message>
    <message>
        <source>The chosen run&apos;s weights as packed codes, scales and table (safetensors)</source>
        <translation>Веса выбранного запуска: упакованные коды, масштабы и таблица (safetensors)</translation>
    </message>
    <message>
        <source>Options of the training</source>
        <translation>Параметры обучения</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Кривые</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>Потери обучения</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>Потери проверки</translation>
    </message>
    <message>
        <source>low-bit loss</source>
        <translation>потери малобитного обучения</translation>
    </message>
    <message>
        <source>Loss of all runs</source>
        <translation>Потери всех запусков</translation>
    </message>
    <message>
        <source>Table use</source>
        <translation>Использование таблицы</translation>
    </message>
    <message>
        <source>Flips</source>
        <translation>Переключения</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Память</translation>
    </message>
    <message>
        <source>Low-bit runs</source>
        <translation>Малобитные запуски</translation>
    </message>
    <message>
        <source>Steps of the chosen run</source>
        <translation>Шаги выбранного запуска</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Шаги</translation>
    </message>
    <message>
        <source>Own table</source>
        <translation>Своя таблица</translation>
    </message>
    <message>
        <source>Quantise</source>
        <translation>Квантование</translation>
    </message>
    <message>
        <source>The low-bit options of the project cannot be read, so the defaults are used.</source>
        <translation>Малобитные параметры проекта не читаются, поэтому взяты значения по умолчанию.</translation>
    </message>
    <message>
        <source>Nothing has been trained here yet</source>
        <translation>Здесь ещё ничего не обучено</translation>
    </message>
    <message>
        <source>Choose a grid and an update at the left, then train. With fp32 among the compared updates every run is held against it.</source>
        <translation>Выберите слева сетку и правило, затем обучите. Если среди сравниваемых есть fp32, каждый запуск сравнивается с ним.</translation>
    </message>
</context>
<context>
    <name>prism::app::LowBitRunModel</name>
    <message>
        <source>running, %1 %</source>
        <translation>идёт, %1 %</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>ждёт</translation>
    </message>
    <message>
        <source>done</source>
        <translation>готово</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>остановлен</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>сбой</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Запуск</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Шаги</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Потери</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Проверка</translation>
    </message>
    <message>
        <source>To fp32</source>
        <translation>К fp32</translation>
    </message>
    <message>
        <source>B / weight</source>
        <translation>Б / вес</translation>
    </message>
    <message>
        <source>Flip rate</source>
        <translation>Частота</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Согласие</translation>
    </message>
    <message>
        <source>Values used</source>
        <translation>Значений</translation>
    </message>
    <message>
        <source>Zero</source>
        <translation>Нулей</translation>
    </message>
    <message>
        <source>Tokens / s</source>
        <translation>Токенов / с</translation>
    </message>
    <message>
        <source>Process peak</source>
        <translation>Пик процесса</translation>
    </message>
    <message>
        <source>Grid and update; the mark has the colour of its curve</source>
        <translation>Сетка и правило; метка цвета кривой</translation>
    </message>
    <message>
        <source>What the training is doing</source>
        <translation>Что делает обучение</translation>
    </message>
    <message>
        <source>Size of the language model</source>
        <translation>Размер языковой модели</translation>
    </message>
    <message>
        <source>Optimiser steps done, of all</source>
        <translation>Сделано шагов оптимизатора из всех</translation>
    </message>
    <message>
        <source>Training loss of the last step, nats a token</source>
        <translation>Потери обучения на последнем шаге, нат на токен</translation>
    </message>
    <message>
        <source>Latest validation loss, nats a token</source>
        <translation>Последние потери проверки, нат на токен</translation>
    </message>
    <message>
        <source>Validation loss against the fp32 run on the same data, order, steps and seed; ✓ within 5 %</source>
        <translation>Потери проверки против запуска fp32 на тех же данных, в том же порядке, с теми же шагами и зерном; ✓ в пределах 5 %</translation>
    </message>
    <message>
        <source>Bytes a low-bit weight: codes, scales, votes and optimiser state, as allocated</source>
        <translation>Байт на вес сетки: коды, масштабы, голоса и состояние оптимизатора, как выделено</translation>
    </message>
    <message>
        <source>Share of the low-bit weights that moved in a step, mean over the run</source>
        <translation>Доля весов сетки, сдвинувшихся за шаг, в среднем по запуску</translation>
    </message>
    <message>
        <source>Mean share of the votes that agree; 1 is unanimous</source>
        <translation>Средняя доля совпавших голосов; 1 — единогласно</translation>
    </message>
    <message>
        <source>Table values that any weight has</source>
        <translation>Значения таблицы, занятые хотя бы одним весом</translation>
    </message>
    <message>
        <source>Share of the weights at the value nearest to 0</source>
        <translation>Доля весов на значении, ближайшем к 0</translation>
    </message>
    <message>
        <source>Tokens trained on a second</source>
        <translation>Токенов обучения в секунду</translation>
    </message>
    <message>
        <source>Highest resident memory of the whole program during the run, this window included</source>
        <translation>Наибольшая резидентная память всей программы за запуск, включая это окно</translation>
    </message>
</context>
<context>
    <name>prism::app::LowBitSession</name>
    <message>
        <source>Remove the run %1</source>
        <translation>Удалить запуск %1</translation>
    </message>
    <message>
        <source>Reading earlier low-bit runs</source>
        <translation>Чтение прежних малобитных запусков</translation>
    </message>
    <message>
        <source>A low-bit training is still running.</source>
        <translation>Малобитное обучение ещё идёт.</translation>
    </message>
    <message>
        <source>There is no text file %1; choose another.</source>
        <translation>Текстового файла %1 нет; выберите другой.</translation>
    </message>
    <message>
        <source>Choose a text file, or open models: the upper one then writes a text.</source>
        <translation>Выберите текстовый файл или откройте модели: верхняя напишет текст.</translation>
    </message>
    <message>
        <source>The models are at work already.</source>
        <translation>Модели уже заняты.</translation>
    </message>
    <message>
        <source>Choose at least one grid and one update to compare.</source>
        <translation>Выберите хотя бы одну сетку и одно правило для сравнения.</translation>
    </message>
    <message>
        <source>Training %1</source>
        <translation>Обучение %1</translation>
    </message>
    <message>
        <source>Keeping a low-bit run</source>
        <translation>Сохранение малобитного запуска</translation>
    </message>
    <message>
        <source>Exporting packed weights</source>
        <translation>Экспорт упакованных весов</translation>
    </message>
</context>
<context>
    <name>prism::app::LowBitStepModel</name>
    <message>
        <source>Step</source>
        <translation>Шаг</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Потери</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Проверка</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Скорость</translation>
    </message>
    <message>
        <source>Flip rate</source>
        <translation>Частота</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Согласие</translation>
    </message>
    <message>
        <source>Values used</source>
        <translation>Значений</translation>
    </message>
    <message>
        <source>Zero</source>
        <translation>Нулей</translation>
    </message>
    <message>
        <source>Tokens / s</source>
        <translation>Токенов / с</translation>
    </message>
</context>
<context>
    <name>prism::app::MainWindow</name>
    <message>
        <source>%1: done in %2 s</source>
        <translation>%1: готово за %2 с</translation>
    </message>
    <message>
        <source>%1: stopped after %2 s</source>
        <translation>%1: остановлено через %2 с</translation>
    </message>
    <message>
        <source>The window did not answer for %1 ms.</source>
        <translation>Окно не отвечало %1 мс.</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Страницы</translation>
    </message>
    <message>
        <source>%1 (Ctrl+%2)</source>
        <translation>%1 (Ctrl+%2)</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Задания</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Nothing is selected on this page.</source>
        <translation>На этой странице ничего не выбрано.</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Инспектор</translation>
    </message>
    <message>
        <source>Running job</source>
        <translation>Идущее задание</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Untitled project</source>
        <translation>Проект без имени</translation>
    </message>
    <message>
        <source>%1[*] — Prism Workbench</source>
        <translation>%1[*] — Prism Workbench</translation>
    </message>
    <message>
        <source>Checking the speed of BLAS</source>
        <translation>Проверка скорости BLAS</translation>
    </message>
    <message>
        <source>Torch computes with the slow reference BLAS; install libopenblas0-pthread to train up to 100 times faster.</source>
        <translation>Torch считает на медленной эталонной BLAS; с libopenblas0-pthread обучение быстрее до 100 раз.</translation>
    </message>
    <message>
        <source>There is no page &quot;%1&quot;; the pages are %2.</source>
        <translation>Страницы «%1» нет; есть %2.</translation>
    </message>
    <message>
        <source>The project %1 cannot be opened: %2. Choose another, or restore it from a copy.</source>
        <translation>Проект %1 не открывается: %2. Выберите другой или восстановите его из копии.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Файл</translation>
    </message>
    <message>
        <source>Open upper model</source>
        <translation>Открыть верхнюю модель</translation>
    </message>
    <message>
        <source>Open lower model</source>
        <translation>Открыть нижнюю модель</translation>
    </message>
    <message>
        <source>Models (*.safetensors *.gguf *.pt *.bin *.npy);;All files (*)</source>
        <translation>Модели (*.safetensors *.gguf *.pt *.bin *.npy);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Open &amp;upper model folder…</source>
        <translation>Открыть папку &amp;верхней модели…</translation>
    </message>
    <message>
        <source>Ctrl+O</source>
        <translation>Ctrl+O</translation>
    </message>
    <message>
        <source>The model whose output is mapped</source>
        <translation>Модель, выход которой отображается</translation>
    </message>
    <message>
        <source>Open upper model file…</source>
        <translation>Открыть файл верхней модели…</translation>
    </message>
    <message>
        <source>Open &amp;lower model folder…</source>
        <translation>Открыть папку &amp;нижней модели…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+O</source>
        <translation>Ctrl+Shift+O</translation>
    </message>
    <message>
        <source>The model whose input is reached</source>
        <translation>Модель, вход которой достигается</translation>
    </message>
    <message>
        <source>Open lower model file…</source>
        <translation>Открыть файл нижней модели…</translation>
    </message>
    <message>
        <source>Open &amp;adapter…</source>
        <translation>Открыть &amp;адаптер…</translation>
    </message>
    <message>
        <source>Ctrl+Alt+A</source>
        <translation>Ctrl+Alt+A</translation>
    </message>
    <message>
        <source>Open adapter</source>
        <translation>Открыть адаптер</translation>
    </message>
    <message>
        <source>Adapters (*.prism);;All files (*)</source>
        <translation>Адаптеры (*.prism);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Open &amp;project…</source>
        <translation>Открыть &amp;проект…</translation>
    </message>
    <message>
        <source>Ctrl+Alt+O</source>
        <translation>Ctrl+Alt+O</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>Открыть проект</translation>
    </message>
    <message>
        <source>Projects (*.prismproj);;All files (*)</source>
        <translation>Проекты (*.prismproj);;Все файлы (*)</translation>
    </message>
    <message>
        <source>&amp;Recent files</source>
        <translation>&amp;Недавние файлы</translation>
    </message>
    <message>
        <source>Open the built-in pair</source>
        <translation>Открыть встроенную пару</translation>
    </message>
    <message>
        <source>Two small models that come with the program</source>
        <translation>Две маленькие модели из поставки программы</translation>
    </message>
    <message>
        <source>The built-in pair is not installed: set PRISM_DEMO_DATA to the folder that holds it.</source>
        <translation>Встроенная пара не установлена: укажите её папку в PRISM_DEMO_DATA.</translation>
    </message>
    <message>
        <source>&amp;Save project</source>
        <translation>&amp;Сохранить проект</translation>
    </message>
    <message>
        <source>Save project as…</source>
        <translation>Сохранить проект как…</translation>
    </message>
    <message>
        <source>Save adap&amp;ter as…</source>
        <translation>Сохранить адап&amp;тер как…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+S</source>
        <translation>Ctrl+Shift+S</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Выход</translation>
    </message>
    <message>
        <source>Ctrl+Q</source>
        <translation>Ctrl+Q</translation>
    </message>
    <message>
        <source>upper model</source>
        <translation>верхняя модель</translation>
    </message>
    <message>
        <source>lower model</source>
        <translation>нижняя модель</translation>
    </message>
    <message>
        <source>adapter</source>
        <translation>адаптер</translation>
    </message>
    <message>
        <source>project</source>
        <translation>проект</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>%1 — %2 (missing)</source>
        <translation>%1 — %2 (отсутствует)</translation>
    </message>
    <message>
        <source>Nothing has been opened yet</source>
        <translation>Пока ничего не открывали</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Очистить список</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Правка</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Z</source>
        <translation>Ctrl+Shift+Z</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Отменить: %1</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>Повторить: %1</translation>
    </message>
    <message>
        <source>Select no workers</source>
        <translation>Снять выбор блоков</translation>
    </message>
    <message>
        <source>Ctrl+Shift+A</source>
        <translation>Ctrl+Shift+A</translation>
    </message>
    <message>
        <source>Select faulty workers</source>
        <translation>Выбрать неисправные блоки</translation>
    </message>
    <message>
        <source>Ctrl+Shift+F</source>
        <translation>Ctrl+Shift+F</translation>
    </message>
    <message>
        <source>&amp;Work</source>
        <translation>&amp;Работа</translation>
    </message>
    <message>
        <source>&amp;Train workers</source>
        <translation>&amp;Обучить блоки</translation>
    </message>
    <message>
        <source>Ctrl+T</source>
        <translation>Ctrl+T</translation>
    </message>
    <message>
        <source>Fit every tile of the map to the data</source>
        <translation>Подогнать каждую плитку отображения к данным</translation>
    </message>
    <message>
        <source>&amp;Retrain faulty workers</source>
        <translation>&amp;Переобучить неисправные блоки</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Fit only the tiles that are wrong again</source>
        <translation>Подогнать заново только неверные плитки</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>О&amp;становить</translation>
    </message>
    <message>
        <source>Ctrl+.</source>
        <translation>Ctrl+.</translation>
    </message>
    <message>
        <source>Stop work on the adapter; what is finished is kept</source>
        <translation>Остановить работу над адаптером; готовое остаётся</translation>
    </message>
    <message>
        <source>Keep this version for &amp;comparison</source>
        <translation>Оставить эту версию для &amp;сравнения</translation>
    </message>
    <message>
        <source>Open an adapter for comparison…</source>
        <translation>Открыть адаптер для сравнения…</translation>
    </message>
    <message>
        <source>Open an adapter for comparison</source>
        <translation>Открыть адаптер для сравнения</translation>
    </message>
    <message>
        <source>End the comparison</source>
        <translation>Закончить сравнение</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Вид</translation>
    </message>
    <message>
        <source>&amp;Pages</source>
        <translation>&amp;Страницы</translation>
    </message>
    <message>
        <source>P&amp;alette</source>
        <translation>П&amp;алитра</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлая</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмная</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Крупнее текст</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Мельче текст</translation>
    </message>
    <message>
        <source>Normal text</source>
        <translation>Обычный текст</translation>
    </message>
    <message>
        <source>Ctrl+0</source>
        <translation>Ctrl+0</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Во весь экран</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Справка</translation>
    </message>
    <message>
        <source>&amp;Help for this page</source>
        <translation>&amp;Справка по странице</translation>
    </message>
    <message>
        <source>Command &amp;palette…</source>
        <translation>&amp;Палитра команд…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+P</source>
        <translation>Ctrl+Shift+P</translation>
    </message>
    <message>
        <source>Find any action by typing</source>
        <translation>Найти любое действие по буквам</translation>
    </message>
    <message>
        <source>Keyboard &amp;shortcuts…</source>
        <translation>С&amp;очетания клавиш…</translation>
    </message>
    <message>
        <source>Ctrl+?</source>
        <translation>Ctrl+?</translation>
    </message>
    <message>
        <source>&amp;About Prism Workbench…</source>
        <translation>&amp;О программе Prism Workbench…</translation>
    </message>
    <message>
        <source>Autosave</source>
        <translation>Автосохранение</translation>
    </message>
    <message>
        <source>an untitled project</source>
        <translation>проектом без имени</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>Восстановить</translation>
    </message>
    <message>
        <source>Open last save</source>
        <translation>Открыть последнее сохранение</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Отбросить</translation>
    </message>
    <message>
        <source>The program ended unexpectedly; unsaved work on %1 from %2 can be recovered.</source>
        <translation>Программа неожиданно завершилась; несохранённую работу над %1 от %2 можно восстановить.</translation>
    </message>
    <message>
        <source>The recovered work could not be kept safe: %1. Save it now.</source>
        <translation>Восстановленную работу не удалось сберечь: %1. Сохраните её сейчас.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Work on the adapter is still running. Stop it to open %1? Finished tiles are kept.</source>
        <translation>Работа над адаптером ещё идёт. Остановить, чтобы открыть %1? Готовые плитки останутся.</translation>
    </message>
    <message>
        <source>Stop and go on</source>
        <translation>Остановить и продолжить</translation>
    </message>
    <message>
        <source>The adapter has changes that are in no file yet. Save them before opening %1?</source>
        <translation>В адаптере есть изменения, которых нет ни в одном файле. Сохранить их перед открытием %1?</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Your changes of token pairs belong to the models that are open now. Save the project before opening %1?</source>
        <translation>Ваши правки пар токенов относятся к открытым сейчас моделям. Сохранить проект, прежде чем открыть (%1)?</translation>
    </message>
    <message>
        <source>There are changes that are in no file yet. Save the project before opening %1?</source>
        <translation>Есть изменения, которых нет ни в одном файле. Сохранить проект перед открытием %1?</translation>
    </message>
    <message>
        <source>Save project</source>
        <translation>Сохранить проект</translation>
    </message>
    <message>
        <source>Projects (*.prismproj)</source>
        <translation>Проекты (*.prismproj)</translation>
    </message>
    <message>
        <source>Save adapter</source>
        <translation>Сохранить адаптер</translation>
    </message>
    <message>
        <source>Adapters (*.prism)</source>
        <translation>Адаптеры (*.prism)</translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) of the adapter are broken. Write them over %1, or into a file of their own?</source>
        <translation>
            <numerusform>Испорчен %n блок адаптера. Записать поверх %1 или в отдельный файл?</numerusform>
            <numerusform>Испорчены %n блока адаптера. Записать поверх %1 или в отдельный файл?</numerusform>
            <numerusform>Испорчены %n блоков адаптера. Записать поверх %1 или в отдельный файл?</numerusform>
        </translation>
    </message>
    <message>
        <source>Save as %1</source>
        <translation>Сохранить как %1</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Перезаписать</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>Сохранение %1</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>Несохранённые изменения</translation>
    </message>
    <message>
        <source>Save the changes to %1 before closing?</source>
        <translation>Сохранить изменения (%1) перед закрытием?</translation>
    </message>
    <message>
        <source>this project</source>
        <translation>этот проект</translation>
    </message>
    <message>
        <source>Work on the adapter is still running. It is stopped; finished tiles are saved.</source>
        <translation>Работа над адаптером ещё идёт. Она будет остановлена; готовые плитки сохранятся.</translation>
    </message>
    <message>
        <source>The adapter has changes that are in no file yet.</source>
        <translation>В адаптере есть изменения, которых нет ни в одном файле.</translation>
    </message>
    <message>
        <source>The models themselves are never changed.</source>
        <translation>Сами модели никогда не меняются.</translation>
    </message>
</context>
<context>
    <name>prism::app::MemoryPanel</name>
    <message>
        <source>View of the memory</source>
        <translation>Вид памяти</translation>
    </message>
    <message>
        <source>Memory by group</source>
        <translation>Память по группам</translation>
    </message>
    <message>
        <source>group</source>
        <translation>группа</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>байт</translation>
    </message>
    <message>
        <source>What a training allocates appears here, a group each, from its first step on.</source>
        <translation>Здесь с первого шага видно, что выделяет обучение, по группам.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Запуск</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Веса</translation>
    </message>
    <message>
        <source>Votes</source>
        <translation>Голоса</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>Оптимизатор</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Прочие</translation>
    </message>
    <message>
        <source>Their optimiser</source>
        <translation>Их оптимизатор</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>Активации</translation>
    </message>
    <message>
        <source>Process peak</source>
        <translation>Пик процесса</translation>
    </message>
    <message>
        <source>Memory of all runs by group</source>
        <translation>Память всех запусков по группам</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>Столбцы</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Все запуски</translation>
    </message>
    <message>
        <source>Low-bit weights</source>
        <translation>Веса сетки</translation>
    </message>
    <message>
        <source>Optimiser of them</source>
        <translation>Их оптимизатор</translation>
    </message>
    <message>
        <source>Embeddings, norms</source>
        <translation>Вложения, нормы</translation>
    </message>
    <message>
        <source>Optimiser of those</source>
        <translation>Оптимизатор этих</translation>
    </message>
    <message>
        <source>Activations, peak</source>
        <translation>Активации, пик</translation>
    </message>
    <message>
        <source>%1 bytes a low-bit weight</source>
        <translation>%1 байт на вес сетки</translation>
    </message>
    <message>
        <source>The whole process, this window included: at most %1</source>
        <translation>Весь процесс, включая это окно: не более %1</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 байт</translation>
    </message>
</context>
<context>
    <name>prism::app::ModelCard</name>
    <message>
        <source>not found</source>
        <translation>не найдено</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Upper model</source>
        <translation>Верхняя модель</translation>
    </message>
    <message>
        <source>Lower model</source>
        <translation>Нижняя модель</translation>
    </message>
    <message>
        <source>Upper model, A</source>
        <translation>Верхняя модель, A</translation>
    </message>
    <message>
        <source>Lower model, B</source>
        <translation>Нижняя модель, B</translation>
    </message>
    <message>
        <source>Its output head gives X</source>
        <translation>Её выходная голова даёт X</translation>
    </message>
    <message>
        <source>Its input embedding gives Z</source>
        <translation>Её входное вложение даёт Z</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Открыть папку…</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Открыть файл…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Open the upper model&apos;s folder</source>
        <translation>Открыть папку верхней модели</translation>
    </message>
    <message>
        <source>Open the lower model&apos;s folder</source>
        <translation>Открыть папку нижней модели</translation>
    </message>
    <message>
        <source>Open the upper model&apos;s file</source>
        <translation>Открыть файл верхней модели</translation>
    </message>
    <message>
        <source>Open the lower model&apos;s file</source>
        <translation>Открыть файл нижней модели</translation>
    </message>
    <message>
        <source>Close the upper model</source>
        <translation>Закрыть верхнюю модель</translation>
    </message>
    <message>
        <source>Close the lower model</source>
        <translation>Закрыть нижнюю модель</translation>
    </message>
    <message>
        <source>Filter tensors</source>
        <translation>Фильтр тензоров</translation>
    </message>
    <message>
        <source>Filter tensors by name</source>
        <translation>Фильтр тензоров по имени</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>Тензоры</translation>
    </message>
    <message>
        <source>Drop a model folder or file here, or open one.</source>
        <translation>Перетащите сюда папку или файл модели или откройте.</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>Открыть папку модели</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>Открыть файл модели</translation>
    </message>
    <message>
        <source>Models and vocabularies (*.safetensors *.gguf *.pt *.pth *.bin *.npy *.model *.tiktoken tokenizer.json);;All files (*)</source>
        <translation>Модели и словари (*.safetensors *.gguf *.pt *.pth *.bin *.npy *.model *.tiktoken tokenizer.json);;Все файлы (*)</translation>
    </message>
    <message>
        <source>none open</source>
        <translation>не открыта</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Открывается…</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Формат</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>%1 parameters, %2</source>
        <translation>%1 параметров, %2</translation>
    </message>
    <message>
        <source>%1 parameters, %2 bytes</source>
        <translation>%1 параметров, %2 байт</translation>
    </message>
    <message>
        <source>Output head</source>
        <translation>Выходная голова</translation>
    </message>
    <message>
        <source>%1 (tied)</source>
        <translation>%1 (общая)</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>Вложение</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Словарь</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 токенов</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>не найден</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>Чтение %1…</translation>
    </message>
    <message>
        <source>Statistics of %1</source>
        <translation>Статистика %1</translation>
    </message>
    <message>
        <source>%1: min %2, max %3, mean %4, std %5</source>
        <translation>%1: мин. %2, макс. %3, среднее %4, ст. откл. %5</translation>
    </message>
    <message>
        <source>, %1 NaN, %2 infinite</source>
        <translation>, %1 NaN, %2 бесконечных</translation>
    </message>
</context>
<context>
    <name>prism::app::ModelPair</name>
    <message numerus="yes">
        <source>Your %n change(s) of token pairs belonged to the pair before and were dropped.</source>
        <translation>
            <numerusform>Ваша %n правка пар токенов относилась к прежней паре и снята.</numerusform>
            <numerusform>Ваши %n правки пар токенов относились к прежней паре и сняты.</numerusform>
            <numerusform>Ваши %n правок пар токенов относились к прежней паре и сняты.</numerusform>
        </translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>Открытие %1</translation>
    </message>
    <message>
        <source>The vocabulary of %1 cannot be read, so its tokens have no partners. Choose a model with a tokenizer file.</source>
        <translation>Словарь %1 не читается, поэтому у его токенов нет партнёров. Выберите модель с файлом токенизатора.</translation>
    </message>
    <message>
        <source>Opening was cancelled.</source>
        <translation>Открытие отменено.</translation>
    </message>
    <message>
        <source>Pair token %1 by hand</source>
        <translation>Сопоставить токен %1 вручную</translation>
    </message>
    <message numerus="yes">
        <source>Exclude %n token(s)</source>
        <translation>
            <numerusform>Исключить %n токен</numerusform>
            <numerusform>Исключить %n токена</numerusform>
            <numerusform>Исключить %n токенов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Include %n token(s)</source>
        <translation>
            <numerusform>Включить %n токен</numerusform>
            <numerusform>Включить %n токена</numerusform>
            <numerusform>Включить %n токенов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pair %n token(s) automatically</source>
        <translation>
            <numerusform>Сопоставить %n токен автоматически</numerusform>
            <numerusform>Сопоставить %n токена автоматически</numerusform>
            <numerusform>Сопоставить %n токенов автоматически</numerusform>
        </translation>
    </message>
    <message>
        <source>Aligning vocabularies</source>
        <translation>Сопоставление словарей</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>Запись %1</translation>
    </message>
</context>
<context>
    <name>prism::app::OccupancyPanel</name>
    <message>
        <source>View of the table&apos;s use</source>
        <translation>Вид использования таблицы</translation>
    </message>
    <message>
        <source>Use of the table</source>
        <translation>Использование таблицы</translation>
    </message>
    <message>
        <source>value</source>
        <translation>значение</translation>
    </message>
    <message>
        <source>share of the weights</source>
        <translation>доля весов</translation>
    </message>
    <message>
        <source>The share of the weights at each table value appears here while a run trains.</source>
        <translation>Здесь во время обучения видна доля весов на каждом значении таблицы.</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Шаг</translation>
    </message>
    <message>
        <source>Drag to look back; at the end it follows the training</source>
        <translation>Потяните, чтобы посмотреть назад; в конце следует за обучением</translation>
    </message>
    <message>
        <source>Use of the table over time</source>
        <translation>Использование таблицы во времени</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Доля</translation>
    </message>
    <message>
        <source>At the start</source>
        <translation>В начале</translation>
    </message>
    <message>
        <source>Use of the table&apos;s values</source>
        <translation>Использование значений таблицы</translation>
    </message>
    <message>
        <source>At one step</source>
        <translation>На одном шаге</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Во времени</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Таблица</translation>
    </message>
    <message>
        <source>%1 at step %2: %3 of the weights</source>
        <translation>%1 на шаге %2: %3 весов</translation>
    </message>
    <message>
        <source>share</source>
        <translation>доля</translation>
    </message>
    <message>
        <source>table value</source>
        <translation>значение таблицы</translation>
    </message>
    <message>
        <source>step</source>
        <translation>шаг</translation>
    </message>
    <message>
        <source>recorded step</source>
        <translation>записанный шаг</translation>
    </message>
    <message>
        <source>Step %1: %2 of %3 values in use</source>
        <translation>Шаг %1: используется %2 из %3 значений</translation>
    </message>
    <message>
        <source>fp32 weights have no table.</source>
        <translation>У весов fp32 нет таблицы.</translation>
    </message>
</context>
<context>
    <name>prism::app::PairPage</name>
    <message>
        <source>Pair</source>
        <translation>Пара</translation>
    </message>
    <message>
        <source>two models and how their vocabularies meet</source>
        <translation>две модели и как встречаются их словари</translation>
    </message>
    <message>
        <source>Vocabulary alignment</source>
        <translation>Сопоставление словарей</translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation>Модели на этой машине</translation>
    </message>
    <message>
        <source>Other data…</source>
        <translation>Другие данные…</translation>
    </message>
    <message>
        <source>Train on the pair again</source>
        <translation>Снова обучать на паре</translation>
    </message>
    <message>
        <source>Open upper…</source>
        <translation>Открыть верхнюю…</translation>
    </message>
    <message>
        <source>Open lower…</source>
        <translation>Открыть нижнюю…</translation>
    </message>
    <message>
        <source>Export table…</source>
        <translation>Экспорт таблицы…</translation>
    </message>
    <message>
        <source>Write the whole vocabulary table as TSV</source>
        <translation>Записать всю таблицу словаря как TSV</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Папка…</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>Файл…</translation>
    </message>
    <message>
        <source>Upper vocabulary</source>
        <translation>Верхний словарь</translation>
    </message>
    <message>
        <source>Find text on either side, or #id</source>
        <translation>Искать текст с любой стороны или #номер</translation>
    </message>
    <message>
        <source>Find tokens</source>
        <translation>Искать токены</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Класс</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>Все классы</translation>
    </message>
    <message>
        <source>changed by you</source>
        <translation>изменено вами</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>Признак</translation>
    </message>
    <message>
        <source>Any flags</source>
        <translation>Любые признаки</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Правила</translation>
    </message>
    <message>
        <source>Which forms count as the same token (class “normalised”)</source>
        <translation>Какие формы считаются одним токеном (класс «нормализован»)</translation>
    </message>
    <message>
        <source>Leading space</source>
        <translation>Пробел впереди</translation>
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
        <translation>Прописные и строчные</translation>
    </message>
    <message>
        <source>Training uses the matrices %1 and %2 instead of these models.</source>
        <translation>Обучение использует матрицы %1 и %2 вместо этих моделей.</translation>
    </message>
    <message>
        <source>Training uses the pairs of %1 instead of these models.</source>
        <translation>Обучение использует пары из %1 вместо этих моделей.</translation>
    </message>
    <message>
        <source>Aligning the vocabularies…</source>
        <translation>Словари сопоставляются…</translation>
    </message>
    <message>
        <source>Open two models that have vocabularies to see how their tokens meet.</source>
        <translation>Откройте две модели со словарями, чтобы увидеть, как встречаются их токены.</translation>
    </message>
    <message>
        <source>%1 tokens have the same bytes on both sides: %2 % of the upper vocabulary, %3 % of the lower. %4 of them are valid UTF-8 alone.</source>
        <translation>У %1 токенов одинаковые байты с обеих сторон: %2 % верхнего словаря, %3 % нижнего. %4 из них сами по себе верный UTF-8.</translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>показано %1</translation>
    </message>
    <message>
        <source>Pair with other lower ids…</source>
        <translation>Сопоставить с другими нижними номерами…</translation>
    </message>
    <message>
        <source>Leave out of training</source>
        <translation>Не использовать в обучении</translation>
    </message>
    <message>
        <source>Use again</source>
        <translation>Использовать снова</translation>
    </message>
    <message>
        <source>Forget my changes</source>
        <translation>Забыть мои правки</translation>
    </message>
    <message>
        <source>Export the vocabulary table</source>
        <translation>Экспорт таблицы словаря</translation>
    </message>
    <message>
        <source>Tab-separated values (*.tsv);;All files (*)</source>
        <translation>Значения через табуляцию (*.tsv);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Training uses the models&apos; activations on %1 instead of their weights.</source>
        <translation>Обучение идёт на активациях моделей на тексте %1, а не на их весах.</translation>
    </message>
</context>
<context>
    <name>prism::app::PlanControls</name>
    <message>
        <source>as the recipe says</source>
        <translation>как велит рецепт</translation>
    </message>
    <message>
        <source>tiles of variable size</source>
        <translation>плитки разного размера</translation>
    </message>
    <message>
        <source>zero padding</source>
        <translation>дополнение нулями</translation>
    </message>
    <message>
        <source>overlapping tiles</source>
        <translation>перекрывающиеся плитки</translation>
    </message>
    <message>
        <source>none; for example 512, 256, 128</source>
        <translation>нет; например 512, 256, 128</translation>
    </message>
    <message>
        <source>default</source>
        <translation>по умолчанию</translation>
    </message>
    <message>
        <source>as first written down</source>
        <translation>как записано впервые</translation>
    </message>
    <message>
        <source>first listing, last column wins</source>
        <translation>первый листинг, последний столбец решает</translation>
    </message>
    <message>
        <source>joint</source>
        <translation>совместно</translation>
    </message>
    <message>
        <source>backfit</source>
        <translation>обратная подгонка</translation>
    </message>
    <message>
        <source>independent</source>
        <translation>независимо</translation>
    </message>
    <message>
        <source>chosen on validation</source>
        <translation>выбран на валидации</translation>
    </message>
    <message>
        <source>full</source>
        <translation>полный</translation>
    </message>
    <message>
        <source>statistics in double precision</source>
        <translation>статистика двойной точности</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Разбиение</translation>
    </message>
    <message>
        <source>Workers a pipe</source>
        <translation>Блоков в трубе</translation>
    </message>
    <message>
        <source>How many tiles, each owned by one worker, a pipe is cut into</source>
        <translation>На сколько плиток, по одной на блок, разрезана труба</translation>
    </message>
    <message>
        <source>Pipes</source>
        <translation>Трубы</translation>
    </message>
    <message>
        <source>One pipe is a plain tiled map; three are two cube pipes and one custom pipe</source>
        <translation>Одна труба — простое плиточное отображение; три — две кубические и одна свободная</translation>
    </message>
    <message>
        <source>Cube tile</source>
        <translation>Кубическая плитка</translation>
    </message>
    <message>
        <source>Side of the square tiles of cube pipes</source>
        <translation>Сторона квадратных плиток кубических труб</translation>
    </message>
    <message>
        <source>Remainders</source>
        <translation>Остатки</translation>
    </message>
    <message>
        <source>What happens where a width is no multiple of the tile. The map is the same.</source>
        <translation>Что делается, если ширина не кратна плитке. Отображение то же.</translation>
    </message>
    <message>
        <source>Hierarchy</source>
        <translation>Иерархия</translation>
    </message>
    <message>
        <source>Tile sizes from coarse to fine; each level fits what the coarser ones left</source>
        <translation>Размеры плиток от крупных к мелким; каждый уровень подгоняет то, что оставили крупные</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Обучение</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Рецепт</translation>
    </message>
    <message>
        <source>The first form of the method is kept so that the difference can be seen</source>
        <translation>Первый вид метода сохранён, чтобы была видна разница</translation>
    </message>
    <message>
        <source>Solver</source>
        <translation>Решатель</translation>
    </message>
    <message>
        <source>Ridge λ</source>
        <translation>Гребень λ</translation>
    </message>
    <message>
        <source>λ, relative</source>
        <translation>λ, относительно</translation>
    </message>
    <message>
        <source>Multiple of the mean of diag G</source>
        <translation>Кратное среднему diag G</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Ранг</translation>
    </message>
    <message>
        <source>Rank of the map; both sides meet in a space of this many dimensions</source>
        <translation>Ранг отображения; обе стороны встречаются в пространстве такой размерности</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Зерно</translation>
    </message>
    <message>
        <source>Decides the split into training, validation and test rows</source>
        <translation>Решает разделение на строки обучения, валидации и теста</translation>
    </message>
    <message>
        <source>Change workers</source>
        <translation>Изменить блоки</translation>
    </message>
    <message>
        <source>Change pipes</source>
        <translation>Изменить трубы</translation>
    </message>
    <message>
        <source>Change cube tile</source>
        <translation>Изменить кубическую плитку</translation>
    </message>
    <message>
        <source>Change remainders</source>
        <translation>Изменить остатки</translation>
    </message>
    <message>
        <source>Change hierarchy</source>
        <translation>Изменить иерархию</translation>
    </message>
    <message>
        <source>Change recipe</source>
        <translation>Изменить рецепт</translation>
    </message>
    <message>
        <source>Change solver</source>
        <translation>Изменить решатель</translation>
    </message>
    <message>
        <source>Change ridge</source>
        <translation>Изменить гребень</translation>
    </message>
    <message>
        <source>Change rank</source>
        <translation>Изменить ранг</translation>
    </message>
    <message>
        <source>Change precision</source>
        <translation>Изменить точность</translation>
    </message>
    <message>
        <source>Change seed</source>
        <translation>Изменить зерно</translation>
    </message>
    <message>
        <source>experts, where the rows carry them</source>
        <translation>эксперты, где их выдерживают строки</translation>
    </message>
    <message>
        <source>Joint is the dense ridge solution cut into tiles; experts add tiles that serve a cluster of inputs each</source>
        <translation>Совместное — плотное ридж-решение, разрезанное на плитки; эксперты добавляют плитки, каждая для своего кластера входов</translation>
    </message>
</context>
<context>
    <name>prism::app::PlanPage</name>
    <message>
        <source>Plan</source>
        <translation>План</translation>
    </message>
    <message>
        <source>how the map is cut into tiles, and what that costs</source>
        <translation>как отображение разрезано на плитки и чего это стоит</translation>
    </message>
    <message>
        <source>custom</source>
        <translation>свободная</translation>
    </message>
    <message>
        <source>cube</source>
        <translation>куб</translation>
    </message>
    <message>
        <source>level</source>
        <translation>уровень</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Обучить</translation>
    </message>
    <message>
        <source>Train all workers of this plan</source>
        <translation>Обучить все блоки этого плана</translation>
    </message>
    <message>
        <source>Tiles of the plan</source>
        <translation>Плитки плана</translation>
    </message>
    <message>
        <source>Pipe</source>
        <translation>Труба</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Сетка</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>Плитка</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>Эксперты</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Блоки</translation>
    </message>
    <message>
        <source>Pipes</source>
        <translation>Трубы</translation>
    </message>
    <message>
        <source>Cost a position</source>
        <translation>Цена позиции</translation>
    </message>
    <message>
        <source>Dense</source>
        <translation>Плотное</translation>
    </message>
    <message>
        <source>This plan</source>
        <translation>Этот план</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Отношение</translation>
    </message>
    <message>
        <source>Costs</source>
        <translation>Цена</translation>
    </message>
    <message>
        <source>There is no plan yet</source>
        <translation>Плана пока нет</translation>
    </message>
    <message>
        <source>Open two models on the Pair page; their widths decide the plan.</source>
        <translation>Откройте две модели на странице «Пара»; план определяют их ширины.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 rows of tiles (outputs) × %2 columns (inputs); this pipe has %3 of the positions</source>
        <translation>%1 строк плиток (выходы) × %2 столбцов (входы); в этой трубе %3 позиций</translation>
    </message>
    <message>
        <source>outputs × inputs, as stored</source>
        <translation>выходы × входы, как хранится</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>Умножения</translation>
    </message>
    <message>
        <source>Stored, f32</source>
        <translation>Хранится, f32</translation>
    </message>
    <message>
        <source>Read a position</source>
        <translation>Читается на позицию</translation>
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
        <translation>Запрос</translation>
    </message>
    <message>
        <source>Text that the upper model reads. Ctrl+Return runs it.</source>
        <translation>Текст, который читает верхняя модель. Ctrl+Enter запускает.</translation>
    </message>
    <message>
        <source>%1 cannot be a prompt: %2. Choose a UTF-8 text of at most 1 MB.</source>
        <translation>%1 не может быть запросом: %2. Выберите текст UTF-8 не более 1 МБ.</translation>
    </message>
    <message>
        <source>With what was pasted the prompt would have %1 MB, and at most 1 MB can be run. The prompt stays as it was.</source>
        <translation>Со вставленным в запросе было бы %1 МБ, а выполнить можно не более 1 МБ. Запрос остался прежним.</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) of the pasted text are not valid Unicode; they stand as � now.</source>
        <translation>
            <numerusform>%n знак вставленного текста — неверный Unicode; на его месте �.</numerusform>
            <numerusform>%n знака вставленного текста — неверный Unicode; на их месте �.</numerusform>
            <numerusform>%n знаков вставленного текста — неверный Unicode; на их месте �.</numerusform>
        </translation>
    </message>
    <message>
        <source>…

(%1 characters in lines too long to edit here. They are kept and run as they are; Delete removes them.)</source>
        <translation>…

(%1 символов в строках, слишком длинных для правки здесь. Они сохранены и будут использованы как есть; Delete удаляет их.)</translation>
    </message>
</context>
<context>
    <name>prism::app::QuantisePanel</name>
    <message>
        <source>What to quantise</source>
        <translation>Что квантовать</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Сетка</translation>
    </message>
    <message>
        <source>own table</source>
        <translation>собственная таблица</translation>
    </message>
    <message>
        <source>Embeddings too</source>
        <translation>И вложения</translation>
    </message>
    <message>
        <source>Input embedding and output head as well; otherwise they stay as they are</source>
        <translation>Также входное вложение и выходная голова; иначе они остаются как есть</translation>
    </message>
    <message>
        <source>&amp;Quantise</source>
        <translation>&amp;Квантовать</translation>
    </message>
    <message>
        <source>Sa&amp;ve packed…</source>
        <translation>Со&amp;хранить упакованное…</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>Матрица</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>SQNR, dB</source>
        <translation>SQNR, дБ</translation>
    </message>
    <message>
        <source>Zero</source>
        <translation>Нулей</translation>
    </message>
    <message>
        <source>Values used</source>
        <translation>Значений</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Байт</translation>
    </message>
    <message>
        <source>Quantised matrices</source>
        <translation>Квантованные матрицы</translation>
    </message>
    <message>
        <source>Upper model: %1</source>
        <translation>Верхняя модель: %1</translation>
    </message>
    <message>
        <source>Lower model: %1</source>
        <translation>Нижняя модель: %1</translation>
    </message>
    <message>
        <source>The open adapter</source>
        <translation>Открытый адаптер</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>Модель: %1</translation>
    </message>
    <message>
        <source>A model file…</source>
        <translation>Файл модели…</translation>
    </message>
    <message>
        <source>A model folder…</source>
        <translation>Папка модели…</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Выберите модель</translation>
    </message>
    <message>
        <source>Models (*.safetensors *.gguf *.bin *.pt *.pth *.npy);;All files (*)</source>
        <translation>Модели (*.safetensors *.gguf *.bin *.pt *.pth *.npy);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Quantising</source>
        <translation>Квантование</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>О&amp;тмена</translation>
    </message>
    <message>
        <source>Quantising…</source>
        <translation>Квантование…</translation>
    </message>
    <message>
        <source>Brings a finished model or the open adapter onto a grid, without training, and tells what each matrix loses.</source>
        <translation>Переносит готовую модель или открытый адаптер на сетку без обучения и показывает потери каждой матрицы.</translation>
    </message>
    <message>
        <source>%1 on %2: SQNR %3 dB over %4 weights, %5 bytes each with their scales</source>
        <translation>%1 на %2: SQNR %3 дБ по %4 весам, %5 байт на вес с масштабами</translation>
    </message>
    <message>
        <source>The adapter</source>
        <translation>Адаптер</translation>
    </message>
    <message>
        <source> · test R² %1 → %2 (%3%4)</source>
        <translation> · R² теста %1 → %2 (%3%4)</translation>
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
        <translation>Сохранить упакованные веса</translation>
    </message>
    <message>
        <source>Packed weights (*.safetensors)</source>
        <translation>Упакованные веса (*.safetensors)</translation>
    </message>
    <message>
        <source>Saving packed weights</source>
        <translation>Сохранение упакованных весов</translation>
    </message>
</context>
<context>
    <name>prism::app::RouteControls</name>
    <message>
        <source>Active workers</source>
        <translation>Активные блоки</translation>
    </message>
    <message>
        <source>&amp;Active workers, k</source>
        <translation>&amp;Активные блоки, k</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>auxiliary loss</source>
        <translation>вспомогательная потеря</translation>
    </message>
    <message>
        <source>loss-free bias</source>
        <translation>сдвиг без потери</translation>
    </message>
    <message>
        <source>Separate &amp;gate for every worker</source>
        <translation>Отдельный &amp;вентиль для каждого блока</translation>
    </message>
    <message>
        <source>Instead of one a row block and expert: same quality, much more memory</source>
        <translation>Вместо одного на блок строк и эксперта: качество то же, памяти намного больше</translation>
    </message>
    <message>
        <source>&amp;Epochs</source>
        <translation>&amp;Эпохи</translation>
    </message>
    <message>
        <source>Passes over the training rows</source>
        <translation>Проходы по строкам обучения</translation>
    </message>
    <message>
        <source>&amp;Balance</source>
        <translation>&amp;Баланс</translation>
    </message>
    <message>
        <source>How the load is spread over the experts while gates are trained</source>
        <translation>Как нагрузка распределяется по экспертам при обучении вентилей</translation>
    </message>
    <message>
        <source>Learning &amp;rate</source>
        <translation>С&amp;корость обучения</translation>
    </message>
    <message>
        <source>Of Adam</source>
        <translation>Для Adam</translation>
    </message>
    <message>
        <source>Ba&amp;tch</source>
        <translation>Па&amp;кет</translation>
    </message>
    <message>
        <source>Rows a step</source>
        <translation>Строк на шаг</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>&amp;Зерно</translation>
    </message>
    <message>
        <source>The same seed gives the same gates</source>
        <translation>То же зерно даёт те же вентили</translation>
    </message>
    <message>
        <source>of %1 (%2 %)</source>
        <translation>из %1 (%2 %)</translation>
    </message>
    <message>
        <source>The share of all workers that work for one input, counted on the largest pipe: pipes of experts take two a position, the rest goes to the others. Raised where every output could not be covered otherwise. The figures follow at once.</source>
        <translation>Доля всех работников для одного входа, считая по наибольшей трубе: трубы экспертов берут по два на позицию, остальное достаётся другим. Повышается, если иначе не покрыть каждый выход. Показатели меняются сразу.</translation>
    </message>
    <message>
        <source>all</source>
        <translation>все</translation>
    </message>
    <message>
        <source>R&amp;ows an epoch</source>
        <translation>Ст&amp;рок за эпоху</translation>
    </message>
    <message>
        <source>At most so many training rows, a seeded choice of them; more take longer</source>
        <translation>Не более стольких обучающих строк, выбор по зерну; больше — дольше</translation>
    </message>
</context>
<context>
    <name>prism::app::RouterPage</name>
    <message>
        <source>Cancel training</source>
        <translation>Прервать обучение</translation>
    </message>
    <message>
        <source>Train router</source>
        <translation>Обучить маршрутизатор</translation>
    </message>
    <message>
        <source>Stop; finished epochs are kept</source>
        <translation>Остановить; законченные эпохи остаются</translation>
    </message>
    <message>
        <source>Train the gates in the background; tiles stay as they are</source>
        <translation>Обучить вентили в фоне; плитки не меняются</translation>
    </message>
    <message>
        <source>There is nothing to route yet</source>
        <translation>Пока нечего распределять</translation>
    </message>
    <message>
        <source>Train the adapter first, or open a .prism file: its experts are what a router chooses among.</source>
        <translation>Сначала обучите адаптер или откройте файл .prism: маршрутизатор выбирает из его экспертов.</translation>
    </message>
    <message>
        <source>Share of validation inputs for which each worker is active, epoch %1</source>
        <translation>Доля входов валидации, при которых активен каждый блок, эпоха %1</translation>
    </message>
    <message>
        <source>Share of validation inputs for which each worker is active</source>
        <translation>Доля входов валидации, при которых активен каждый блок</translation>
    </message>
    <message>
        <source>Without a router every worker works for every input. Train one to choose about 30 % of them.</source>
        <translation>Без маршрутизатора каждый блок работает на каждый вход. Обучите его, чтобы выбирать около 30 %.</translation>
    </message>
    <message>
        <source>How the workers are used is being worked out…</source>
        <translation>Загрузка блоков вычисляется…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>полный</translation>
    </message>
    <message>
        <source>%1 missing</source>
        <translation>не хватает %1</translation>
    </message>
    <message>
        <source>Pipe %1</source>
        <translation>Труба %1</translation>
    </message>
    <message>
        <source>Validation R² %1 at k = %2</source>
        <translation>R² на валидации %1 при k = %2</translation>
    </message>
    <message numerus="yes">
        <source>Training the router: %n epoch(s) done</source>
        <translation>
            <numerusform>Обучение маршрутизатора: %n эпоха готова</numerusform>
            <numerusform>Обучение маршрутизатора: %n эпохи готовы</numerusform>
            <numerusform>Обучение маршрутизатора: %n эпох готово</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 multiply-adds an input, gates included: %2 × the dense map, %3 × all workers</source>
        <translation>%1 умножений-сложений на вход вместе с вентилями: %2 × плотное отображение, %3 × все блоки</translation>
    </message>
    <message>
        <source>Counted while single inputs were run: %1</source>
        <translation>Подсчитано при прогоне отдельных входов: %1</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>эпоха</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>потеря</translation>
    </message>
    <message>
        <source>mean squared error, training rows</source>
        <translation>средняя квадратичная ошибка, строки обучения</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>R², validation rows</source>
        <translation>R², строки валидации</translation>
    </message>
    <message>
        <source>dense ridge (test)</source>
        <translation>плотный гребень (тест)</translation>
    </message>
    <message>
        <source>all active (test)</source>
        <translation>все активны (тест)</translation>
    </message>
    <message>
        <source>Training the router measures the quality at every budget, beside the dense ridge map, the original top-k softmax, choice by magnitude and random choice.</source>
        <translation>Обучение маршрутизатора измеряет качество при каждом бюджете рядом с плотным гребнем, исходным top-k softmax, выбором по величине и случайным выбором.</translation>
    </message>
    <message>
        <source>active workers of the largest pipe, k</source>
        <translation>активные блоки самой большой трубы, k</translation>
    </message>
    <message>
        <source>R², test rows</source>
        <translation>R², строки теста</translation>
    </message>
    <message>
        <source>routed</source>
        <translation>с маршрутом</translation>
    </message>
    <message>
        <source>by magnitude</source>
        <translation>по величине</translation>
    </message>
    <message>
        <source>random</source>
        <translation>случайно</translation>
    </message>
    <message>
        <source>original</source>
        <translation>исходный</translation>
    </message>
    <message>
        <source>dense ridge</source>
        <translation>плотный гребень</translation>
    </message>
    <message>
        <source>all active</source>
        <translation>все активны</translation>
    </message>
    <message>
        <source>reaches the dense ridge</source>
        <translation>достигает плотного гребня</translation>
    </message>
    <message>
        <source>From k = %1 on the routed map reaches the dense ridge map.</source>
        <translation>С k = %1 отображение с маршрутом достигает плотного гребня.</translation>
    </message>
    <message>
        <source>At no budget of the sweep does the routed map reach the dense ridge map.</source>
        <translation>Ни при одном бюджете отображение с маршрутом не достигает плотного гребня.</translation>
    </message>
    <message>
        <source> Choices below R² %1 are not drawn; the original one has %2.</source>
        <translation> Выборы ниже R² %1 не показаны; у исходного %2.</translation>
    </message>
    <message>
        <source>Test R²: routed %1 · all active %2 · dense ridge %3 · magnitude %4 · random %5 · original %6</source>
        <translation>R² на тесте: с маршрутом %1 · все активны %2 · плотный гребень %3 · величина %4 · случайно %5 · исходный %6</translation>
    </message>
    <message>
        <source> · retrieval@1 %1 (ridge %2)</source>
        <translation> · поиск@1 %1 (гребень %2)</translation>
    </message>
    <message>
        <source>%1 s an epoch; one dense pass over the same rows takes %2 s</source>
        <translation>%1 с на эпоху; плотный проход по тем же строкам занимает %2 с</translation>
    </message>
    <message>
        <source>Single inputs are being looked at…</source>
        <translation>Рассматриваются отдельные входы…</translation>
    </message>
    <message>
        <source>Without a router every worker works for every input.</source>
        <translation>Без маршрутизатора каждый блок работает на каждый вход.</translation>
    </message>
    <message>
        <source>Run a prompt on the Inference page to see which experts its tokens choose.</source>
        <translation>Выполните запрос на странице «Вывод», чтобы увидеть, каких экспертов выбирают его токены.</translation>
    </message>
    <message>
        <source>The last prompt ran through an adapter without a router.</source>
        <translation>Последний запрос прошёл через адаптер без маршрутизатора.</translation>
    </message>
    <message>
        <source>share</source>
        <translation>доля</translation>
    </message>
    <message>
        <source>Router</source>
        <translation>Маршрутизатор</translation>
    </message>
    <message>
        <source>which experts work for which input, and what choosing them costs and buys</source>
        <translation>какие эксперты работают на какой вход, чего стоит и что даёт их выбор</translation>
    </message>
    <message>
        <source>Quality and training</source>
        <translation>Качество и обучение</translation>
    </message>
    <message>
        <source>Single inputs</source>
        <translation>Отдельные входы</translation>
    </message>
    <message>
        <source>Train the router from the start</source>
        <translation>Обучить маршрутизатор с начала</translation>
    </message>
    <message>
        <source>Forget the epochs of a training that was stopped</source>
        <translation>Забыть эпохи остановленного обучения</translation>
    </message>
    <message>
        <source>Train the adapter</source>
        <translation>Обучить адаптер</translation>
    </message>
    <message>
        <source>How often each worker is active</source>
        <translation>Как часто активен каждый блок</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Активны</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>Энтропия</translation>
    </message>
    <message>
        <source>Effective</source>
        <translation>Эффективно</translation>
    </message>
    <message>
        <source>Max share</source>
        <translation>Макс. доля</translation>
    </message>
    <message>
        <source>Dead</source>
        <translation>Мёртвые</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Охват</translation>
    </message>
    <message>
        <source>Gate sum</source>
        <translation>Сумма вентилей</translation>
    </message>
    <message>
        <source>Workers active for one input on average</source>
        <translation>Блоков, активных на один вход, в среднем</translation>
    </message>
    <message>
        <source>Entropy of the load, 1 when it is even</source>
        <translation>Энтропия нагрузки, 1 — равномерная</translation>
    </message>
    <message>
        <source>Effective number of workers, exp of the entropy</source>
        <translation>Эффективное число блоков, exp энтропии</translation>
    </message>
    <message>
        <source>Largest share of the load that one worker carries</source>
        <translation>Наибольшая доля нагрузки на один блок</translation>
    </message>
    <message>
        <source>Workers that are never active</source>
        <translation>Блоки, которые никогда не активны</translation>
    </message>
    <message>
        <source>Whether every output row block has an active worker for every input</source>
        <translation>Есть ли у каждого блока строк выхода активный блок при каждом входе</translation>
    </message>
    <message>
        <source>Mean sum of gates a row block: 1 neither shrinks nor blows up the output</source>
        <translation>Средняя сумма вентилей на блок строк: 1 не сжимает и не раздувает выход</translation>
    </message>
    <message>
        <source>Use of the workers by pipe</source>
        <translation>Загрузка блоков по трубам</translation>
    </message>
    <message>
        <source>quality against k</source>
        <translation>качество и k</translation>
    </message>
    <message>
        <source>Quality against the number of active workers</source>
        <translation>Качество и число активных блоков</translation>
    </message>
    <message>
        <source>router loss</source>
        <translation>потеря маршрутизатора</translation>
    </message>
    <message>
        <source>Loss of the router training</source>
        <translation>Потеря при обучении маршрутизатора</translation>
    </message>
    <message>
        <source>router R²</source>
        <translation>R² маршрутизатора</translation>
    </message>
    <message>
        <source>R² of the router training</source>
        <translation>R² при обучении маршрутизатора</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Входы</translation>
    </message>
    <message>
        <source>Validation rows</source>
        <translation>Строки валидации</translation>
    </message>
    <message>
        <source>Last prompt of the Inference page</source>
        <translation>Последний запрос страницы «Вывод»</translation>
    </message>
    <message>
        <source>Experts that work for single inputs</source>
        <translation>Эксперты, работающие на отдельные входы</translation>
    </message>
    <message>
        <source>Share of every expert for every input</source>
        <translation>Доля каждого эксперта при каждом входе</translation>
    </message>
    <message>
        <source>input</source>
        <translation>вход</translation>
    </message>
    <message>
        <source>expert</source>
        <translation>эксперт</translation>
    </message>
    <message>
        <source>The router options of the project cannot be read, so the defaults are used.</source>
        <translation>Параметры маршрутизатора проекта не читаются, взяты значения по умолчанию.</translation>
    </message>
</context>
<context>
    <name>prism::app::RouterSession</name>
    <message>
        <source>Train or open an adapter first.</source>
        <translation>Сначала обучите или откройте адаптер.</translation>
    </message>
    <message>
        <source>The adapter&apos;s data are not known, so its router cannot be trained.</source>
        <translation>Данные адаптера неизвестны, поэтому его маршрутизатор не обучить.</translation>
    </message>
    <message>
        <source>Other work on the adapter is still running.</source>
        <translation>Другая работа над адаптером ещё идёт.</translation>
    </message>
    <message>
        <source>Train the router</source>
        <translation>Обучить маршрутизатор</translation>
    </message>
    <message>
        <source>Evaluating the router</source>
        <translation>Оценка маршрутизатора</translation>
    </message>
    <message>
        <source>Looking at single inputs</source>
        <translation>Рассмотрение отдельных входов</translation>
    </message>
</context>
<context>
    <name>prism::app::RunDetails</name>
    <message>
        <source>Options, inputs and figures</source>
        <translation>Параметры, входы и показатели</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
</context>
<context>
    <name>prism::app::RunHistoryModel</name>
    <message>
        <source>%1 and %2</source>
        <translation>%1 и %2</translation>
    </message>
    <message>
        <source> (stopped)</source>
        <translation> (остановлено)</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Начало</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Запрос</translation>
    </message>
    <message>
        <source>Upper by itself</source>
        <translation>Верхняя сама</translation>
    </message>
    <message>
        <source>Lower through the adapter</source>
        <translation>Нижняя через адаптер</translation>
    </message>
    <message>
        <source>Lower by itself</source>
        <translation>Нижняя сама</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>Адаптер</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>Токенов/с</translation>
    </message>
</context>
<context>
    <name>prism::app::RunsModel</name>
    <message>
        <source>Started</source>
        <translation>Начало</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Показатели</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Запустить</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
</context>
<context>
    <name>prism::app::RunsPage</name>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>everything that was run: look again, compare, run again</source>
        <translation>всё, что выполнялось: посмотреть, сравнить, повторить</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>The same command with the same options and seed</source>
        <translation>Та же команда с теми же параметрами и зерном</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Delete the selected records; Edit, Undo brings them back</source>
        <translation>Удалить выбранные записи; «Правка, Отменить» вернёт их</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>Запусков пока нет</translation>
    </message>
    <message>
        <source>Train an adapter here or with prismoe: every run is kept with its options, seed and figures.</source>
        <translation>Обучите адаптер здесь или через prismoe: каждый запуск хранится с параметрами, зерном и показателями.</translation>
    </message>
    <message>
        <source>Train workers</source>
        <translation>Обучить блоки</translation>
    </message>
    <message>
        <source>Filter by command, outcome, figures or id</source>
        <translation>Фильтр по команде, итогу, показателям или номеру</translation>
    </message>
    <message>
        <source>Filter the runs</source>
        <translation>Фильтр запусков</translation>
    </message>
    <message>
        <source>Curves of the selected runs</source>
        <translation>Кривые выбранных запусков</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>запуски</translation>
    </message>
    <message>
        <source>Reading the run records</source>
        <translation>Чтение записей запусков</translation>
    </message>
    <message>
        <source>Reading run records</source>
        <translation>Чтение записей запусков</translation>
    </message>
    <message>
        <source>Other work on the adapter is still running; run it again when that has ended.</source>
        <translation>Другая работа над адаптером ещё идёт; повторите, когда она закончится.</translation>
    </message>
    <message>
        <source>This record cannot be run again: its options cannot be read.</source>
        <translation>Эту запись нельзя повторить: её параметры не читаются.</translation>
    </message>
    <message>
        <source>Running &quot;%1&quot; again needs the command line program prismoe beside this one; install it.</source>
        <translation>Чтобы повторить «%1», рядом нужна программа командной строки prismoe; установите её.</translation>
    </message>
    <message>
        <source>The run could not be repeated; its inputs may have moved. See the details.</source>
        <translation>Запуск не удалось повторить; возможно, его входные файлы перенесены. См. подробности.</translation>
    </message>
    <message>
        <source>The command line program could not be started.</source>
        <translation>Программу командной строки не удалось запустить.</translation>
    </message>
    <message>
        <source>Bringing back run records</source>
        <translation>Возврат записей запусков</translation>
    </message>
    <message>
        <source>Deleting run records</source>
        <translation>Удаление записей запусков</translation>
    </message>
    <message>
        <source>Changing the run records</source>
        <translation>Изменение записей запусков</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n run record(s)</source>
        <translation>
            <numerusform>Удалить %n запись</numerusform>
            <numerusform>Удалить %n записи</numerusform>
            <numerusform>Удалить %n записей</numerusform>
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
        <translation>Верхний</translation>
    </message>
    <message>
        <source>Lower</source>
        <translation>Нижний</translation>
    </message>
    <message>
        <source>Class and flags</source>
        <translation>Класс и признаки</translation>
    </message>
    <message>
        <source>Error (of mean |z|²)</source>
        <translation>Ошибка (от среднего |z|²)</translation>
    </message>
    <message>
        <source>Nearest to the truth</source>
        <translation>Ближайший к истине</translation>
    </message>
    <message>
        <source>Nearest to the prediction</source>
        <translation>Ближайший к предсказанию</translation>
    </message>
    <message>
        <source>Workers that carry it</source>
        <translation>Блоки, которые её несут</translation>
    </message>
</context>
<context>
    <name>prism::app::SpeechData</name>
    <message>
        <source>Waiting for other work to finish…</source>
        <translation>Ожидание завершения другой работы…</translation>
    </message>
    <message>
        <source>%1, %2 %</source>
        <translation>%1, %2 %</translation>
    </message>
    <message>
        <source>Opening the recordings</source>
        <translation>Открытие записей</translation>
    </message>
    <message>
        <source>Checking the recordings</source>
        <translation>Проверка записей</translation>
    </message>
    <message>
        <source>Making a voice set</source>
        <translation>Создание набора речи</translation>
    </message>
    <message>
        <source>Aligning the recordings</source>
        <translation>Выравнивание записей</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) aligned</source>
        <translation>
            <numerusform>выровнена %n запись</numerusform>
            <numerusform>выровнены %n записи</numerusform>
            <numerusform>выровнено %n записей</numerusform>
        </translation>
    </message>
    <message>
        <source>Preparing features</source>
        <translation>Подготовка признаков</translation>
    </message>
</context>
<context>
    <name>prism::app::SpeechTraining</name>
    <message>
        <source>Training the projector</source>
        <translation>Обучение проектора</translation>
    </message>
    <message>
        <source>step</source>
        <translation>шаг</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>потеря</translation>
    </message>
    <message>
        <source>total</source>
        <translation>всего</translation>
    </message>
    <message>
        <source>acoustic</source>
        <translation>акустическая</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>косинус</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>длительность</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>проверка</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>шаг %1 из %2</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>шаг %1</translation>
    </message>
    <message>
        <source>%1 steps/s</source>
        <translation>%1 шагов/с</translation>
    </message>
    <message>
        <source>loss %1</source>
        <translation>потеря %1</translation>
    </message>
    <message>
        <source>validation %1, durations off by %2 ms</source>
        <translation>проверка %1, длительности отличаются на %2 мс</translation>
    </message>
</context>
<context>
    <name>prism::app::StepTableModel</name>
    <message>
        <source>%1; this is the true token</source>
        <translation>%1; это верный токен</translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) spoke at this position</source>
        <translation>
            <numerusform>%n блок говорил в этом месте</numerusform>
            <numerusform>%n блока говорили в этом месте</numerusform>
            <numerusform>%n блоков говорили в этом месте</numerusform>
        </translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>запрос</translation>
    </message>
    <message>
        <source>written</source>
        <translation>написано</translation>
    </message>
    <message>
        <source>The upper model&apos;s token whose state goes through the adapter</source>
        <translation>Токен верхней модели, состояние которого идёт через адаптер</translation>
    </message>
    <message>
        <source>The lower model&apos;s token that follows in fact</source>
        <translation>Токен нижней модели, который следует на деле</translation>
    </message>
    <message>
        <source>Workers that spoke</source>
        <translation>Блоки, которые говорили</translation>
    </message>
    <message>
        <source>Lower tokens nearest to the adapter&apos;s output: by cosine, or by probability where it goes to the lower model&apos;s head</source>
        <translation>Нижние токены, ближайшие к выходу адаптера: по косинусу или по вероятности, если выход идёт в голову нижней модели</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Шаг</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Часть</translation>
    </message>
    <message>
        <source>Upper token</source>
        <translation>Верхний токен</translation>
    </message>
    <message>
        <source>True lower token</source>
        <translation>Верный нижний токен</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Активны</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>Ближайший</translation>
    </message>
</context>
<context>
    <name>prism::app::StitchPanel</name>
    <message>
        <source>Measure on a text…</source>
        <translation>Измерить на тексте…</translation>
    </message>
    <message>
        <source>Stitched perplexity on a UTF-8 text file</source>
        <translation>Перплексия через адаптер на текстовом файле UTF-8</translation>
    </message>
    <message>
        <source>Measure on sampled text</source>
        <translation>Измерить на взятом тексте</translation>
    </message>
    <message>
        <source>Stitched perplexity on a text that the upper model writes first</source>
        <translation>Перплексия через адаптер на тексте, который сначала пишет верхняя модель</translation>
    </message>
    <message>
        <source>all</source>
        <translation>все</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Окна</translation>
    </message>
    <message>
        <source>How many windows of the lower model&apos;s context are read; 0 reads the whole text</source>
        <translation>Сколько окон контекста нижней модели читается; 0 — весь текст</translation>
    </message>
    <message>
        <source>&amp;Windows</source>
        <translation>&amp;Окна</translation>
    </message>
    <message>
        <source>Copy the table as CSV</source>
        <translation>Копировать таблицу как CSV</translation>
    </message>
    <message>
        <source>Clear the table</source>
        <translation>Очистить таблицу</translation>
    </message>
    <message>
        <source>Stitched perplexity</source>
        <translation>Перплексия через адаптер</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>Адаптер</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Токены</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>Заменено</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>Своя</translation>
    </message>
    <message>
        <source>Stitched</source>
        <translation>Через адаптер</translation>
    </message>
    <message>
        <source>Shuffled</source>
        <translation>Перемешано</translation>
    </message>
    <message>
        <source>The adapter that spoke</source>
        <translation>Адаптер, который говорил</translation>
    </message>
    <message>
        <source>What the lower model read</source>
        <translation>Что читала нижняя модель</translation>
    </message>
    <message>
        <source>Tokens the lower model had to predict</source>
        <translation>Токены, которые нижняя модель должна была предсказать</translation>
    </message>
    <message>
        <source>Share of its input embeddings that were replaced</source>
        <translation>Доля её входных вложений, которые заменены</translation>
    </message>
    <message>
        <source>Perplexity with the lower model&apos;s own embeddings: what can be reached at best</source>
        <translation>Перплексия со своими вложениями нижней модели: лучшее из достижимого</translation>
    </message>
    <message>
        <source>Perplexity with the adapter&apos;s embeddings in their place</source>
        <translation>Перплексия с вложениями адаптера на их месте</translation>
    </message>
    <message>
        <source>Perplexity with the adapter&apos;s embeddings at wrong places: what nothing gives</source>
        <translation>Перплексия с вложениями адаптера на чужих местах: что не даёт ничего</translation>
    </message>
    <message>
        <source>Measure perplexity on a text</source>
        <translation>Измерить перплексию на тексте</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md);;All files (*)</source>
        <translation>Тексты (*.txt *.md);;Все файлы (*)</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>The lower model&apos;s perplexity on a text when its input embeddings are the adapter&apos;s: near its own is good, near the shuffled one is worthless.</source>
        <translation>Перплексия нижней модели на тексте, когда её входные вложения даёт адаптер: близкая к своей — хорошо, близкая к перемешанной — бесполезно.</translation>
    </message>
    <message>
        <source>%1 on %2: own %3, stitched %4, shuffled %5 (%6 % of the embeddings replaced)</source>
        <translation>%1 на %2: своя %3, через адаптер %4, перемешано %5 (заменено %6 % вложений)</translation>
    </message>
</context>
<context>
    <name>prism::app::TensorChooser</name>
    <message>
        <source>(the matrix)</source>
        <translation>(матрица)</translation>
    </message>
    <message>
        <source>%1: model or file</source>
        <translation>%1: модель или файл</translation>
    </message>
    <message>
        <source>%1: tensor</source>
        <translation>%1: тензор</translation>
    </message>
    <message>
        <source>Upper: %1</source>
        <translation>Верх: %1</translation>
    </message>
    <message>
        <source>Lower: %1</source>
        <translation>Низ: %1</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Открыть файл…</translation>
    </message>
    <message>
        <source>Open a tensor file</source>
        <translation>Открыть файл тензоров</translation>
    </message>
    <message>
        <source>Tensors (*.safetensors *.gguf *.pt *.bin *.npy *.prism);;All files (*)</source>
        <translation>Тензоры (*.safetensors *.gguf *.pt *.bin *.npy *.prism);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>Открытие %1</translation>
    </message>
</context>
<context>
    <name>prism::app::TensorPage</name>
    <message>
        <source>Tensor</source>
        <translation>Тензор</translation>
    </message>
    <message>
        <source>look into any tensor of a model, or compare two</source>
        <translation>заглянуть в любой тензор модели или сравнить два</translation>
    </message>
    <message>
        <source>Slice as an image</source>
        <translation>Срез как изображение</translation>
    </message>
    <message>
        <source>Slice as a surface</source>
        <translation>Срез как поверхность</translation>
    </message>
    <message>
        <source>Kind of picture</source>
        <translation>Вид рисунка</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Изображение</translation>
    </message>
    <message>
        <source>Surface</source>
        <translation>Поверхность</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Открыть файл…</translation>
    </message>
    <message>
        <source>Look at a tensor of any file: drop it here or choose it</source>
        <translation>Посмотрите тензор любого файла: перетащите сюда или выберите</translation>
    </message>
    <message>
        <source>Export picture</source>
        <translation>Экспорт рисунка</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Сравнить с</translation>
    </message>
    <message>
        <source>second</source>
        <translation>второй</translation>
    </message>
    <message>
        <source>Which of the two is shown</source>
        <translation>Какой из двух показан</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Первый</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>Второй</translation>
    </message>
    <message>
        <source>Second − first</source>
        <translation>Второй − первый</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>Срез</translation>
    </message>
    <message>
        <source>Number of the slice</source>
        <translation>Номер среза</translation>
    </message>
    <message>
        <source>Distribution of all values</source>
        <translation>Распределение всех значений</translation>
    </message>
    <message>
        <source>Statistics of all values</source>
        <translation>Статистика всех значений</translation>
    </message>
    <message>
        <source>All values</source>
        <translation>Все значения</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>no values</source>
        <translation>нет значений</translation>
    </message>
    <message>
        <source>rows %1 to %2 of %3, %4 columns</source>
        <translation>строки %1–%2 из %3, столбцов %4</translation>
    </message>
    <message>
        <source>all %1 rows, %2 columns</source>
        <translation>все строки (%1), столбцов %2</translation>
    </message>
    <message>
        <source>%1 of %2, %3 × %4</source>
        <translation>%1 из %2, %3 × %4</translation>
    </message>
    <message>
        <source>Reading a slice</source>
        <translation>Чтение среза</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>разность</translation>
    </message>
    <message>
        <source>value</source>
        <translation>значение</translation>
    </message>
    <message>
        <source>Statistics of %1</source>
        <translation>Статистика %1</translation>
    </message>
    <message>
        <source>Comparing two tensors</source>
        <translation>Сравнение двух тензоров</translation>
    </message>
    <message>
        <source>Largest difference</source>
        <translation>Наибольшая разность</translation>
    </message>
    <message>
        <source>Mean difference</source>
        <translation>Средняя разность</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Косинус</translation>
    </message>
    <message>
        <source>Values that differ</source>
        <translation>Различных значений</translation>
    </message>
    <message>
        <source>Row of the largest</source>
        <translation>Строка наибольшей</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Значений</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>Наименьшее</translation>
    </message>
    <message>
        <source>Greatest</source>
        <translation>Наибольшее</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Среднее</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>Стандартное отклонение</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>Норма</translation>
    </message>
    <message>
        <source>Not a number</source>
        <translation>Не число</translation>
    </message>
    <message>
        <source>Infinite</source>
        <translation>Бесконечных</translation>
    </message>
</context>
<context>
    <name>prism::app::TensorTableModel</name>
    <message>
        <source>scalar</source>
        <translation>скаляр</translation>
    </message>
    <message>
        <source>%1 bytes at offset %2</source>
        <translation>%1 байт со смещения %2</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Тензор</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Тип</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Форма</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
</context>
<context>
    <name>prism::app::TextTraining</name>
    <message>
        <source>Train on a text…</source>
        <translation>Обучать на тексте…</translation>
    </message>
    <message>
        <source>Train on text sampled from the upper model</source>
        <translation>Обучать на тексте верхней модели</translation>
    </message>
    <message>
        <source>Run both models over a text and map the upper one&apos;s states</source>
        <translation>Прогнать текст через обе модели и отображать состояния верхней</translation>
    </message>
    <message>
        <source>The upper model writes the text first</source>
        <translation>Текст сначала пишет верхняя модель</translation>
    </message>
    <message>
        <source>Train on a text</source>
        <translation>Обучать на тексте</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Обучить</translation>
    </message>
</context>
<context>
    <name>prism::app::TileInspector</name>
    <message>
        <source>Weights of the tile</source>
        <translation>Веса плитки</translation>
    </message>
    <message>
        <source>output</source>
        <translation>выход</translation>
    </message>
    <message>
        <source>input</source>
        <translation>вход</translation>
    </message>
    <message>
        <source>Histogram of the weights</source>
        <translation>Гистограмма весов</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Вес</translation>
    </message>
    <message>
        <source>Singular values of the tile</source>
        <translation>Сингулярные числа плитки</translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation>Спектр</translation>
    </message>
    <message>
        <source>Choose a tile to see its weights.</source>
        <translation>Выберите плитку, чтобы увидеть её веса.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Worker %1&lt;/b&gt;</source>
        <translation>&lt;b&gt;Блок %1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Weights of worker %1</source>
        <translation>Веса блока %1</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>вес</translation>
    </message>
    <message>
        <source>Spectrum of worker %1</source>
        <translation>Спектр блока %1</translation>
    </message>
    <message>
        <source>singular value</source>
        <translation>сингулярное число</translation>
    </message>
    <message>
        <source>index</source>
        <translation>номер</translation>
    </message>
    <message>
        <source>%1 – %2 (%3)</source>
        <translation>%1 – %2 (%3)</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Место</translation>
    </message>
    <message>
        <source>pipe %1, row %2, column %3, expert %4</source>
        <translation>труба %1, строка %2, столбец %3, эксперт %4</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>Выходы</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Входы</translation>
    </message>
    <message>
        <source>Retrained</source>
        <translation>Переобучен</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n раз</numerusform>
            <numerusform>%n раза</numerusform>
            <numerusform>%n раз</numerusform>
        </translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Обусловленность</translation>
    </message>
    <message>
        <source>Rows fitted on</source>
        <translation>Подогнан на строках</translation>
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
        <translation>особый</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>точный</translation>
    </message>
    <message>
        <source>normalised</source>
        <translation>нормализован</translation>
    </message>
    <message>
        <source>approximated</source>
        <translation>приближён</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>отброшен</translation>
    </message>
    <message>
        <source>whitespace</source>
        <translation>пробелы</translation>
    </message>
    <message>
        <source>control</source>
        <translation>управляющий</translation>
    </message>
    <message>
        <source>not UTF-8</source>
        <translation>не UTF-8</translation>
    </message>
    <message>
        <source>unused</source>
        <translation>неиспользуемый</translation>
    </message>
    <message>
        <source>undertrained</source>
        <translation>недообученный</translation>
    </message>
    <message>
        <source>single byte</source>
        <translation>один байт</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Left out of training by you</source>
        <translation>Исключён вами из обучения</translation>
    </message>
    <message>
        <source>May be trained on</source>
        <translation>Можно обучать</translation>
    </message>
    <message>
        <source>%1
Paired by you</source>
        <translation>%1
Сопоставлен вами</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>исключён</translation>
    </message>
    <message>
        <source>used</source>
        <translation>используется</translation>
    </message>
    <message>
        <source>Upper id</source>
        <translation>Верхний номер</translation>
    </message>
    <message>
        <source>Upper token</source>
        <translation>Верхний токен</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Класс</translation>
    </message>
    <message>
        <source>Lower id</source>
        <translation>Нижний номер</translation>
    </message>
    <message>
        <source>Lower token</source>
        <translation>Нижний токен</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Признаки</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Брать</translation>
    </message>
    <message>
        <source>“%1” is no id of the lower vocabulary; ids run from 0 to %2.</source>
        <translation>«%1» — не номер нижнего словаря; номера от 0 до %2.</translation>
    </message>
</context>
<context>
    <name>prism::app::TrainMenu</name>
    <message>
        <source>Train</source>
        <translation>Обучить</translation>
    </message>
    <message>
        <source>Train on matrices or pairs…</source>
        <translation>Обучать на матрицах или парах…</translation>
    </message>
    <message>
        <source>Train on the open pair again</source>
        <translation>Снова обучать на открытой паре</translation>
    </message>
    <message>
        <source>Cancel training</source>
        <translation>Прервать обучение</translation>
    </message>
    <message>
        <source>Stop; tiles that are finished are kept</source>
        <translation>Остановить; готовые плитки остаются</translation>
    </message>
    <message>
        <source>Train all workers by least squares in the background</source>
        <translation>Обучить все блоки методом наименьших квадратов в фоне</translation>
    </message>
    <message>
        <source>Train on matrices or pairs</source>
        <translation>Обучать на матрицах или парах</translation>
    </message>
    <message>
        <source>Use them</source>
        <translation>Взять их</translation>
    </message>
</context>
<context>
    <name>prism::app::UtteranceTableModel</name>
    <message>
        <source>Play %1</source>
        <translation>Воспроизвести %1</translation>
    </message>
    <message>
        <source>Open and play this recording</source>
        <translation>Открыть и воспроизвести эту запись</translation>
    </message>
    <message>
        <source>no recording</source>
        <translation>нет записи</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>no</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>да</translation>
    </message>
    <message>
        <source>Every problem adds; from 1 on a recording deserves an ear</source>
        <translation>Каждая проблема добавляет; от 1 запись стоит прослушать</translation>
    </message>
    <message>
        <source>Words a second, without silences where they are known</source>
        <translation>Слов в секунду, без пауз, где они известны</translation>
    </message>
    <message>
        <source>Whether it has an alignment, which training needs</source>
        <translation>Есть ли выравнивание, нужное для обучения</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Запись</translation>
    </message>
    <message>
        <source>Suspicion</source>
        <translation>Подозрение</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Проблемы</translation>
    </message>
    <message>
        <source>Length, s</source>
        <translation>Длина, с</translation>
    </message>
    <message>
        <source>Words/s</source>
        <translation>Слов/с</translation>
    </message>
    <message>
        <source>Aligned</source>
        <translation>Выровнено</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
</context>
<context>
    <name>prism::app::WorkerPicture</name>
    <message>
        <source>Workers of all pipes</source>
        <translation>Блоки всех труб</translation>
    </message>
    <message>
        <source>Histogram of the metric</source>
        <translation>Гистограмма показателя</translation>
    </message>
    <message>
        <source>%1 is cut into other tiles, so the two cannot be compared tile by tile. Choose an adapter with the same plan.</source>
        <translation>%1 разрезан на другие плитки, поэтому сравнить их плитка к плитке нельзя. Выберите адаптер с тем же планом.</translation>
    </message>
    <message>
        <source>faulty</source>
        <translation>неисправен</translation>
    </message>
</context>
<context>
    <name>prism::app::WorkerTableModel</name>
    <message>
        <source>Deviation</source>
        <translation>Отклонение</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Выигрыш</translation>
    </message>
    <message>
        <source>Isolated error</source>
        <translation>Отдельная ошибка</translation>
    </message>
    <message>
        <source>Row residual</source>
        <translation>Остаток строк</translation>
    </message>
    <message>
        <source>Removal cost</source>
        <translation>Цена удаления</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Обусловленность</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>Норма</translation>
    </message>
    <message>
        <source>Utilisation</source>
        <translation>Загрузка</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>Поколение</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Образцы</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>Дрейф</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>How far the tile is from what its solver would give. Above 1e-6 it is faulty.</source>
        <translation>Насколько плитка отличается от того, что дал бы её решатель. Выше 1e-6 она неисправна.</translation>
    </message>
    <message>
        <source>What retraining this tile alone would win.</source>
        <translation>Что даст переобучение одной этой плитки.</translation>
    </message>
    <message>
        <source>Error of this tile alone; high for healthy tiles of a joint solution too.</source>
        <translation>Ошибка одной этой плитки; высока и у исправных плиток совместного решения.</translation>
    </message>
    <message>
        <source>Share of the row block that the whole map leaves unexplained.</source>
        <translation>Доля блока строк, которую всё отображение не объясняет.</translation>
    </message>
    <message>
        <source>How much the error grows when the tile is dropped.</source>
        <translation>Насколько вырастет ошибка, если плитку убрать.</translation>
    </message>
    <message>
        <source>Condition number of the tile&apos;s inputs; high means that they repeat each other.</source>
        <translation>Число обусловленности входов плитки; высокое — входы повторяют друг друга.</translation>
    </message>
    <message>
        <source>Frobenius norm of the tile&apos;s weights.</source>
        <translation>Норма Фробениуса весов плитки.</translation>
    </message>
    <message>
        <source>Share of positions at which a router activates the worker.</source>
        <translation>Доля позиций, на которых маршрутизатор включает блок.</translation>
    </message>
    <message>
        <source>How often the tile was retrained.</source>
        <translation>Сколько раз плитку переобучали.</translation>
    </message>
    <message>
        <source>Training rows the tile was fitted on.</source>
        <translation>Строки обучения, на которых подогнана плитка.</translation>
    </message>
    <message>
        <source>Test error of the row block over its training error.</source>
        <translation>Ошибка теста блока строк к его ошибке обучения.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>ожидает</translation>
    </message>
    <message>
        <source>✕ not finite</source>
        <translation>✕ не конечно</translation>
    </message>
    <message>
        <source>✕ changed since training</source>
        <translation>✕ изменён после обучения</translation>
    </message>
    <message>
        <source>✕ faulty</source>
        <translation>✕ неисправен</translation>
    </message>
    <message>
        <source>healthy</source>
        <translation>исправен</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Блок</translation>
    </message>
    <message>
        <source>Pipe</source>
        <translation>Труба</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Строка</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Столбец</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>Эксперт</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
</context>
<context>
    <name>prism::app::WorkerTables</name>
    <message>
        <source>Workers</source>
        <translation>Блоки</translation>
    </message>
    <message>
        <source>Worst samples</source>
        <translation>Худшие образцы</translation>
    </message>
    <message>
        <source>Error by group</source>
        <translation>Ошибка по группам</translation>
    </message>
    <message>
        <source>Worst test samples</source>
        <translation>Худшие образцы теста</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Группа</translation>
    </message>
    <message>
        <source>Test samples</source>
        <translation>Образцы теста</translation>
    </message>
    <message>
        <source>Error (of mean |z|²)</source>
        <translation>Ошибка (от среднего |z|²)</translation>
    </message>
</context>
<context>
    <name>prism::app::WorkerTools</name>
    <message>
        <source>Tools</source>
        <translation>Инструменты</translation>
    </message>
    <message>
        <source>Select faulty workers</source>
        <translation>Выбрать неисправные блоки</translation>
    </message>
    <message>
        <source>Select the worst %1 of this metric</source>
        <translation>Выбрать %1 худших по этому показателю</translation>
    </message>
    <message>
        <source>Select none</source>
        <translation>Снять выбор</translation>
    </message>
    <message>
        <source>Break tiles on purpose (selected, or %1 random)</source>
        <translation>Испортить плитки нарочно (выбранные или %1 случайных)</translation>
    </message>
    <message>
        <source>Zero them</source>
        <translation>Обнулить</translation>
    </message>
    <message>
        <source>Replace by noise</source>
        <translation>Заменить шумом</translation>
    </message>
    <message>
        <source>Shuffle their weights</source>
        <translation>Перемешать веса</translation>
    </message>
    <message>
        <source>Flip their sign</source>
        <translation>Обратить знак</translation>
    </message>
    <message>
        <source>Keep this version to compare with</source>
        <translation>Оставить эту версию для сравнения</translation>
    </message>
    <message>
        <source>Compare with another adapter…</source>
        <translation>Сравнить с другим адаптером…</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <translation>Закончить сравнение</translation>
    </message>
    <message>
        <source>Compare with an adapter</source>
        <translation>Сравнить с адаптером</translation>
    </message>
    <message>
        <source>Adapters (*.prism);;All files (*)</source>
        <translation>Адаптеры (*.prism);;Все файлы (*)</translation>
    </message>
</context>
<context>
    <name>prism::app::WorkersPage</name>
    <message>
        <source>Workers</source>
        <translation>Блоки</translation>
    </message>
    <message>
        <source>which tiles of the map are good, which are not</source>
        <translation>какие плитки отображения хороши, а какие нет</translation>
    </message>
    <message>
        <source>Metric shown</source>
        <translation>Показатель</translation>
    </message>
    <message>
        <source>Retrain</source>
        <translation>Переобучить</translation>
    </message>
    <message>
        <source>Retrain all faulty workers</source>
        <translation>Переобучить все неисправные блоки</translation>
    </message>
    <message>
        <source>Retrain selected workers</source>
        <translation>Переобучить выбранные блоки</translation>
    </message>
    <message>
        <source>Analyse</source>
        <translation>Анализировать</translation>
    </message>
    <message>
        <source>Work the figures out with the data the adapter names</source>
        <translation>Вычислить показатели на данных, которые называет адаптер</translation>
    </message>
    <message>
        <source>Locate data…</source>
        <translation>Найти данные…</translation>
    </message>
    <message>
        <source>Choose the data this adapter was trained on, where it is now</source>
        <translation>Укажите, где теперь данные, на которых обучен адаптер</translation>
    </message>
    <message>
        <source>Nothing is trained yet</source>
        <translation>Пока ничего не обучено</translation>
    </message>
    <message>
        <source>Train the adapter to see its workers, or open a .prism file.</source>
        <translation>Обучите адаптер, чтобы увидеть его блоки, или откройте файл .prism.</translation>
    </message>
    <message>
        <source>The figures of this adapter are not worked out: its data could not be read where it was.</source>
        <translation>Показатели этого адаптера не вычислены: его данные не прочитались там, где были.</translation>
    </message>
    <message>
        <source>The adapter does not say what it was trained on, so its figures cannot be worked out.</source>
        <translation>Адаптер не говорит, на чём обучен, поэтому его показатели не вычислить.</translation>
    </message>
    <message>
        <source>Data of this adapter</source>
        <translation>Данные этого адаптера</translation>
    </message>
    <message numerus="yes">
        <source>Retrain %n faulty</source>
        <translation>
            <numerusform>Переобучить %n неисправный</numerusform>
            <numerusform>Переобучить %n неисправных</numerusform>
            <numerusform>Переобучить %n неисправных</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retrain %n selected</source>
        <translation>
            <numerusform>Переобучить %n выбранный</numerusform>
            <numerusform>Переобучить %n выбранных</numerusform>
            <numerusform>Переобучить %n выбранных</numerusform>
        </translation>
    </message>
    <message>
        <source>No faulty worker</source>
        <translation>Неисправных блоков нет</translation>
    </message>
    <message>
        <source>  ↑ %1%2 of |Z|²</source>
        <translation>  ↑ %1%2 от |Z|²</translation>
    </message>
    <message>
        <source>Every worker is as its solver left it; select some to retrain them anyway</source>
        <translation>Каждый блок таков, каким его оставил решатель; выберите блоки, чтобы всё же переобучить</translation>
    </message>
    <message>
        <source>Solve these workers again with all others frozen; can be undone</source>
        <translation>Решить эти блоки заново, остальные неизменны; можно отменить</translation>
    </message>
</context>
<context>
    <name>prism::app::Workspace</name>
    <message>
        <source>Change the training options</source>
        <translation>Изменить параметры обучения</translation>
    </message>
    <message>
        <source>The upper model has no output head or the lower no input embedding that could be found; choose other models.</source>
        <translation>У верхней модели не нашлось выходной головы или у нижней входного вложения; выберите другие модели.</translation>
    </message>
    <message>
        <source>Open an upper and a lower model to see how the map between them is cut.</source>
        <translation>Откройте верхнюю и нижнюю модели, чтобы увидеть, как разрезано отображение между ними.</translation>
    </message>
    <message>
        <source>This plan is not possible: %1. Change the workers or the tile.</source>
        <translation>Такой план невозможен: %1. Измените блоки или плитку.</translation>
    </message>
    <message>
        <source>Opening training data</source>
        <translation>Открытие данных обучения</translation>
    </message>
    <message>
        <source>Other work on the adapter is still running.</source>
        <translation>Другая работа над адаптером ещё идёт.</translation>
    </message>
    <message>
        <source>Open an upper and a lower model, or two matrices, first.</source>
        <translation>Сначала откройте верхнюю и нижнюю модели или две матрицы.</translation>
    </message>
    <message>
        <source>The vocabularies are still being aligned.</source>
        <translation>Словари ещё сопоставляются.</translation>
    </message>
    <message>
        <source>The two models have no vocabularies that could be aligned; train on matrices instead.</source>
        <translation>У двух моделей нет словарей для сопоставления; обучайте на матрицах.</translation>
    </message>
    <message>
        <source>another model</source>
        <translation>другую модель</translation>
    </message>
    <message>
        <source>Looking at %1</source>
        <translation>Просмотр %1</translation>
    </message>
    <message>
        <source>Looking at files</source>
        <translation>Просмотр файлов</translation>
    </message>
    <message>
        <source>%1 is missing: it was part of this project. Put it back, or open another in its place.</source>
        <translation>%1 отсутствует: он был частью проекта. Верните его или откройте другой вместо него.</translation>
    </message>
    <message>
        <source>The training options of the project cannot be read, so the defaults are used.</source>
        <translation>Параметры обучения проекта не читаются, взяты значения по умолчанию.</translation>
    </message>
</context>
<context>
    <name>prism::widgets::ColourLegend</name>
    <message>
        <source>Colour range</source>
        <translation>Диапазон цвета</translation>
    </message>
    <message>
        <source>From %1 to %2 %3</source>
        <translation>От %1 до %2 %3</translation>
    </message>
    <message>
        <source>%1 … %2 %3</source>
        <translation>%1 … %2 %3</translation>
    </message>
    <message>
        <source>Range set by hand. Double-click for automatic.</source>
        <translation>Диапазон задан вручную. Двойной щелчок — автоматически.</translation>
    </message>
    <message>
        <source>Automatic range. Drag an end to change it.</source>
        <translation>Автоматический диапазон. Потяните за край, чтобы изменить.</translation>
    </message>
</context>
<context>
    <name>prism::widgets::CoverageBar</name>
    <message>
        <source>Coverage</source>
        <translation>Охват</translation>
    </message>
</context>
<context>
    <name>prism::widgets::CurveView</name>
    <message>
        <source>Curves</source>
        <translation>Кривые</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>По размеру окна</translation>
    </message>
    <message>
        <source>Logarithmic horizontal axis</source>
        <translation>Логарифмическая горизонтальная ось</translation>
    </message>
    <message>
        <source>Logarithmic vertical axis</source>
        <translation>Логарифмическая вертикальная ось</translation>
    </message>
</context>
<context>
    <name>prism::widgets::ErrorBar</name>
    <message>
        <source>Details</source>
        <translation>Подробности</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation>Подробности сообщения</translation>
    </message>
    <message>
        <source>Copy the message with its details</source>
        <translation>Копировать сообщение с подробностями</translation>
    </message>
    <message>
        <source>Dismiss (Esc)</source>
        <translation>Закрыть (Esc)</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Предупреждение</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Сведения</translation>
    </message>
    <message>
        <source>1 of %1</source>
        <translation>1 из %1</translation>
    </message>
</context>
<context>
    <name>prism::widgets::HistogramView</name>
    <message>
        <source>Histogram</source>
        <translation>Гистограмма</translation>
    </message>
    <message>
        <source>Distribution of %1</source>
        <translation>Распределение: %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>от %1 до %2</translation>
    </message>
    <message>
        <source>%1: %2 selected</source>
        <translation>%1: выбрано %2</translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation>%1 значений</translation>
    </message>
    <message>
        <source>%1 not positive</source>
        <translation>%1 не положительных</translation>
    </message>
    <message>
        <source>%1 outside</source>
        <translation>%1 вне</translation>
    </message>
    <message>
        <source>%1 unknown</source>
        <translation>%1 неизвестных</translation>
    </message>
    <message>
        <source>%1 to %2: %3</source>
        <translation>от %1 до %2: %3</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>По размеру окна</translation>
    </message>
    <message>
        <source>Logarithmic counts</source>
        <translation>Логарифмические количества</translation>
    </message>
    <message>
        <source>Clear range</source>
        <translation>Снять диапазон</translation>
    </message>
</context>
<context>
    <name>prism::widgets::MatrixView</name>
    <message>
        <source>Matrix picture</source>
        <translation>Рисунок матрицы</translation>
    </message>
    <message>
        <source>row</source>
        <translation>строка</translation>
    </message>
    <message>
        <source>column</source>
        <translation>столбец</translation>
    </message>
    <message>
        <source>mean %1</source>
        <translation>среднее %1</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>от %1 до %2</translation>
    </message>
    <message>
        <source>means of blocks, first row/first column</source>
        <translation>средние блоков, первая строка/первый столбец</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>По размеру окна</translation>
    </message>
    <message>
        <source>Automatic colour range</source>
        <translation>Автоматический диапазон цвета</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Цвета</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Автоматически</translation>
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
        <translation>Расходящиеся от 0</translation>
    </message>
</context>
<context>
    <name>prism::widgets::PitchView</name>
    <message>
        <source>Fundamental frequency</source>
        <translation>Основная частота</translation>
    </message>
    <message>
        <source>%1 Hz</source>
        <translation>%1 Гц</translation>
    </message>
    <message>
        <source>unvoiced</source>
        <translation>без голоса</translation>
    </message>
</context>
<context>
    <name>prism::widgets::SpectrogramView</name>
    <message>
        <source>Spectrogram</source>
        <translation>Спектрограмма</translation>
    </message>
    <message>
        <source>%1 kHz</source>
        <translation>%1 кГц</translation>
    </message>
    <message>
        <source>%1 Hz</source>
        <translation>%1 Гц</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>строка %1</translation>
    </message>
    <message>
        <source>frame %1</source>
        <translation>кадр %1</translation>
    </message>
    <message>
        <source>Automatic colour range</source>
        <translation>Автоматический диапазон цветов</translation>
    </message>
    <message>
        <source>Colour range</source>
        <translation>Диапазон цветов</translation>
    </message>
    <message>
        <source>%1 %2 below the loudest</source>
        <translation>%1 %2 ниже самого громкого</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Цвета</translation>
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
        <translation>Рисунок поверхности</translation>
    </message>
    <message>
        <source>%1, from %2 to %3</source>
        <translation>%1, от %2 до %3</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 строк</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>%1 столбцов</translation>
    </message>
    <message>
        <source>Back to the first view</source>
        <translation>К исходному виду</translation>
    </message>
    <message>
        <source>From above</source>
        <translation>Сверху</translation>
    </message>
</context>
<context>
    <name>prism::widgets::TierView</name>
    <message>
        <source>Alignment</source>
        <translation>Выравнивание</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>пауза</translation>
    </message>
    <message>
        <source>%1: %2
%3 to %4 · %5 ms</source>
        <translation>%1: %2
от %3 до %4 · %5 мс</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n кадр</numerusform>
            <numerusform>%n кадра</numerusform>
            <numerusform>%n кадров</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::widgets::TileGridView</name>
    <message>
        <source>Tile grid</source>
        <translation>Сетка плиток</translation>
    </message>
    <message>
        <source>Worker %1 · pipe %2 · row %3 · column %4 · expert %5</source>
        <translation>Блок %1 · труба %2 · строка %3 · столбец %4 · эксперт %5</translation>
    </message>
    <message>
        <source>Worker %1 · pipe %2 · row %3 · column %4</source>
        <translation>Блок %1 · труба %2 · строка %3 · столбец %4</translation>
    </message>
    <message>
        <source>Outputs %1 · inputs %2</source>
        <translation>Выходы %1 · входы %2</translation>
    </message>
    <message>
        <source>Not computed yet</source>
        <translation>Ещё не вычислено</translation>
    </message>
    <message>
        <source>Difference %1</source>
        <translation>Разность %1</translation>
    </message>
    <message>
        <source>Faulty: weights that are not finite</source>
        <translation>Неисправен: веса не конечны</translation>
    </message>
    <message>
        <source>Faulty: weights changed since training</source>
        <translation>Неисправен: веса изменены после обучения</translation>
    </message>
    <message>
        <source>Faulty: deviation above the threshold</source>
        <translation>Неисправен: отклонение выше порога</translation>
    </message>
    <message>
        <source>Δ %1</source>
        <translation>Δ %1</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>По размеру окна</translation>
    </message>
    <message>
        <source>Automatic colour range</source>
        <translation>Автоматический диапазон цвета</translation>
    </message>
    <message>
        <source>Pipe %1 · %2 positions × %3 experts of %4</source>
        <translation>Труба %1 · %2 позиций × %3 экспертов по %4</translation>
    </message>
    <message>
        <source>Level %1 · %2 tiles of %3</source>
        <translation>Уровень %1 · %2 плиток по %3</translation>
    </message>
    <message>
        <source>Pipe %1 · %2 tiles of %3</source>
        <translation>Труба %1 · %2 плиток по %3</translation>
    </message>
    <message>
        <source>Pipe %1</source>
        <translation>Труба %1</translation>
    </message>
</context>
<context>
    <name>prism::widgets::TimeRuler</name>
    <message>
        <source>Time axis</source>
        <translation>Ось времени</translation>
    </message>
</context>
<context>
    <name>prism::widgets::TimeView</name>
    <message>
        <source>Show everything</source>
        <translation>Показать всё</translation>
    </message>
    <message>
        <source>Show the selection</source>
        <translation>Показать выделение</translation>
    </message>
    <message>
        <source>End the selection</source>
        <translation>Снять выделение</translation>
    </message>
</context>
<context>
    <name>prism::widgets::WaveformView</name>
    <message>
        <source>Waveform</source>
        <translation>Волна</translation>
    </message>
    <message>
        <source>%1 · sample %2 is %3</source>
        <translation>%1 · отсчёт %2 равен %3</translation>
    </message>
    <message>
        <source>%1 · from %2 to %3</source>
        <translation>%1 · от %2 до %3</translation>
    </message>
    <message>
        <source>clipped here</source>
        <translation>здесь перегрузка</translation>
    </message>
    <message numerus="yes">
        <source>%n sample(s) are not numbers; they are silent</source>
        <translation>
            <numerusform>%n отсчёт — не число; он беззвучен</numerusform>
            <numerusform>%n отсчёта — не числа; они беззвучны</numerusform>
            <numerusform>%n отсчётов — не числа; они беззвучны</numerusform>
        </translation>
    </message>
</context>
</TS>
